package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.node;

import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Axes and sizes that nodes name. */
class AxisNumbersTest {
  private static final NodeReader NODE = node("Reshape", "x s");

  @Test
  void reshapesKeepAndInferSizes() {
    assertArrayEquals(new long[] {2, 12}, AxisNumbers.resolved(NODE, new long[] {0, -1}, 2, 3, 4));
    assertArrayEquals(new long[] {6, 4}, AxisNumbers.resolved(NODE, new long[] {6, 4}, 2, 3, 4));
    assertArrayEquals(new long[] {24}, AxisNumbers.resolved(NODE, new long[] {-1}, 2, 3, 4));
    // with nothing known, nothing is left
    NodeReader zero = node("Reshape", "x s", attribute("allowzero", 1));
    assertArrayEquals(new long[] {0, 0}, AxisNumbers.resolved(zero, new long[] {0, -1}, 0, 3));
  }

  private static void assertRefused(String part, Runnable asked) {
    String message = assertThrows(IllegalArgumentException.class, asked::run).getMessage();
    assertTrue(message.startsWith("net.onnx: node 'n' ("), message);
    assertTrue(message.contains(part), message);
  }

  @Test
  void twoOpenSizesAreRefused() {
    assertRefused(
        "leaves two sizes open: [-1, -1]",
        () -> AxisNumbers.resolved(NODE, new long[] {-1, -1}, 2, 3));
  }

  @Test
  void axesAreSortedAndCountedFromTheLast() {
    assertArrayEquals(new long[] {0, 3}, AxisNumbers.axes(NODE, 4, -1, 0));
    assertRefused("axes [1, -3] do not fit 4 axes", () -> AxisNumbers.axes(NODE, 4, 1, -3));
    assertRefused("axes [4] do not fit 4 axes", () -> AxisNumbers.axes(NODE, 4, 4));
  }

  @Test
  void ordersHaveEachAxisOnce() {
    assertArrayEquals(new int[] {2, 1, 0}, AxisNumbers.order(node("Transpose", "x"), 3));
    NodeReader swap = node("Transpose", "x", attributes("perm", 0, 2, 1));
    assertArrayEquals(new int[] {0, 2, 1}, AxisNumbers.order(swap, 3));
    assertRefused("perm [0, 2, 1] is not an order", () -> AxisNumbers.order(swap, 4));
  }

  @Test
  void reductionsTakeAllAxesWhereTheyNameNone() {
    Constants none = new Constants(TestNodes.file(new TestGraph(13, 0, 3, 4, 4)), name -> false);
    assertArrayEquals(new long[] {0, 1, 2}, AxisNumbers.reduced(node("ReduceSum", "x"), none, 3));
    NodeReader noop = node("ReduceSum", "x", attribute("noop_with_empty_axes", 1));
    assertArrayEquals(new long[0], AxisNumbers.reduced(noop, none, 3));
    NodeReader one = node("ReduceSum", "x", attributes("axes", -1));
    assertArrayEquals(new long[] {-1}, AxisNumbers.reduced(one, none, 3));
    NodeReader other = node("ReduceSum", "x", attribute("speed", 1));
    assertRefused("attribute speed", () -> AxisNumbers.reduced(other, none, 3));
  }
}
