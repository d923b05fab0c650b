package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.node;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Constants of a file, asked for by the inputs of a node. */
class ConstantsTest {
  private final Constants constants =
      new Constants(
          TestNodes.file(
              new TestGraph(13, 0, 3, 4, 4)
                  .floats("row", new long[] {3}, 1, 2, 3)
                  .floats("one", new long[0], 5)
                  .floats("column", new long[] {3, 1}, 1, 2, 3)
                  .floats("endless", new long[] {1}, Float.POSITIVE_INFINITY)
                  .floats("masked", new long[] {2}, 0, Float.NEGATIVE_INFINITY)
                  .floats("empty", new long[] {0})
                  .integers("whole", 4, 5)),
          name -> name.equals("x"));

  private static void assertRefused(String why, Runnable asked) {
    String message = assertThrows(IllegalArgumentException.class, asked::run).getMessage();
    assertEquals("net.onnx: node 'n' (Op): " + why, message);
  }

  @Test
  void ofTheFileAndOfItsNodes() {
    NodeReader node = node("Op", "row made");
    assertTrue(constants.has("row"));
    assertFalse(constants.has("made"));
    assertNull(constants.computed("row"));
    assertArrayEquals(new float[] {1, 2, 3}, constants.get(node, 0).floats());
    assertRefused("constant 'made' is missing", () -> constants.get(node, 1));
    Constant made = Constant.of(8);
    constants.put("made", made);
    assertTrue(constants.has("made"));
    assertSame(made, constants.get(node, 1));
  }

  @Test
  void whatDependsOnTheImageIsNone() {
    NodeReader node = node("Op", "x  row");
    assertRefused("input 'x' must be a constant of the file", () -> constants.get(node, 0));
    assertRefused("input 1 is missing", () -> constants.get(node, 1));
    assertRefused("input 3 is missing", () -> constants.get(node, 3));
  }

  @Test
  void types() {
    NodeReader node = node("Op", "row whole", attributes("axes", 7));
    assertArrayEquals(new long[] {4, 5}, constants.integers(node, 1));
    assertRefused("constant 'row' does not hold integers", () -> constants.integers(node, 0));
    assertRefused("constant 'whole' does not hold float32 values", () -> constants.reals(node, 1));
    assertArrayEquals(new long[] {4, 5}, constants.integers(node, 1, "axes"));
    assertArrayEquals(new long[] {7}, constants.integers(node, 2, "axes"));
  }

  @Test
  void infiniteNumbers() {
    NodeReader node = node("Op", "endless masked");
    assertEquals(1, constants.reals(node, 0).size());
    assertEquals(2, constants.mask(node, 1).size());
    assertRefused("constant 'endless' holds Infinity", () -> constants.mask(node, 0));
    assertRefused("constant 'masked' holds -Infinity", () -> constants.weights(node, 1));
  }

  @Test
  void weightsHaveSoManyAxes() {
    NodeReader node = node("Op", "row column");
    assertEquals(3, constants.weights(node, 1, 2).size());
    assertRefused(
        "constant 'row' has shape [3] instead of 2 axes", () -> constants.weights(node, 0, 2));
  }

  @Test
  void oneNumber() {
    NodeReader node = node("Op", "one row whole");
    assertEquals(5, constants.scalar(node, 0));
    assertRefused("input 1 is not one float32 value", () -> constants.scalar(node, 1));
    assertRefused("input 2 is not one float32 value", () -> constants.scalar(node, 2));
  }

  @Test
  void biases() {
    NodeReader node = node("Op", "row one column");
    assertArrayEquals(new float[] {1, 2, 3}, constants.bias(node, 0, 3));
    assertArrayEquals(new float[] {5, 5}, constants.bias(node, 1, 2));
    assertArrayEquals(new float[4], constants.bias(node, 3, 4));
    assertRefused("bias [3] does not fit 2 outputs", () -> constants.bias(node, 0, 2));
    assertRefused("bias [3, 1] does not fit 3 outputs", () -> constants.bias(node, 2, 3));
  }

  @Test
  void constantsOfAnInnerGraph() {
    TensorProto good =
        TensorProto.newBuilder()
            .setName("inner")
            .setDataType(DataType.FLOAT.getNumber())
            .addFloatData(2)
            .build();
    constants.addAll(node("Op", ""), GraphProto.newBuilder().addInitializer(good).build());
    assertEquals(2, constants.computed("inner").at(0));
    GraphProto bad =
        GraphProto.newBuilder().addInitializer(good.toBuilder().clearFloatData()).build();
    assertRefused(
        "constant 'inner' does not hold as many values as its shape says",
        () -> constants.addAll(node("Op", ""), bad));
  }

  @Test
  void theBudgetIsForAllConstantsTogether() {
    NodeReader node = node("Op", "");
    assertEquals(6, constants.room(node, 2, 3));
    assertEquals(1 << 24, constants.room(node, 1 << 24));
    String message =
        assertThrows(IllegalArgumentException.class, () -> constants.room(node, 17_000_000))
            .getMessage();
    assertTrue(message.contains("makes a constant of [17000000] values; 3355"), message);
    assertRefused("makes a constant of sizes [2, -1]", () -> constants.room(node, 2, -1));
  }

  @Test
  void emptyConstantsUseTheBudgetToo() {
    NodeReader node = node("Op", "");
    constants.room(node, (1 << 25) - 16);
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          for (int i = 0; i < 100_000; i++) {
            constants.room(node, 0);
          }
        });
  }
}
