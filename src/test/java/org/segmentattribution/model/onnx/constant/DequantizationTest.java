package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;

class DequantizationTest {
  private final TestGraph graph =
      new TestGraph(21, 0, 3, 8, 8)
          .integers("x", new long[] {2, 4}, 1, 2, 3, 4, -5, -6, -7, -8)
          .floats("one", new long[0], 0.5f)
          .integers("zero", new long[0], 1)
          .floats("rows", new long[] {2}, 1, 10)
          .floats("columns", new long[] {4}, 1, 2, 3, 4)
          .integers("zeros", new long[] {4}, 0, 1, 0, 2)
          .floats("blocks", new long[] {2, 2}, 1, 10, 100, 1000);

  private float[] fold(String inputs, AttributeProto... attributes) {
    graph.graph().clearInput();
    TestGraph other = new TestGraph(21, 0, 3, 8, 8);
    other.graph().addAllInitializer(graph.graph().getInitializerList());
    other.graph().setInput(0, other.graph().getInput(0).toBuilder().setName("image"));
    other.add("Identity", "y", "image");
    Constants constants = new Constants(TestNodes.file(other), name -> false);
    return Dequantization.fold(TestNodes.node("DequantizeLinear", inputs, attributes), constants)
        .floats();
  }

  @Test
  void allAxesAndBlocks() {
    assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, -3, -3.5f, -4, -4.5f}, fold("x one zero"));
    assertArrayEquals(
        new float[] {1, 2, 3, 4, -50, -60, -70, -80}, fold("x rows", attribute("axis", 0)));
    assertArrayEquals(new float[] {1, 2, 9, 8, -5, -14, -21, -40}, fold("x columns zeros"));
    assertArrayEquals(
        new float[] {1, 2, 30, 40, -500, -600, -7000, -8000},
        fold("x blocks", attribute("axis", -1), attribute("block_size", 2)));
  }

  private void assertRefused(String inputs, AttributeProto... attributes) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> fold(inputs, attributes)).getMessage();
    assertTrue(said.startsWith("net.onnx: node 'n' (DequantizeLinear): its "), said);
  }

  @Test
  void scalesThatDoNotFit() {
    assertRefused("x rows");
    assertRefused("x columns", attribute("axis", 7));
    assertRefused("x blocks", attribute("block_size", 4));
    assertRefused("x blocks", attribute("block_size", -2));
    assertRefused("x columns zero");
    assertRefused("one one");
  }
}
