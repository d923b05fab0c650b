package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.node;
import static org.segmentattribution.model.onnx.TestNodes.real;
import static org.segmentattribution.model.onnx.TestNodes.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/** Nodes are computed without a network: only sizes of what depends on the image are known. */
class ShapeArithmeticTest {
  private final Constants constants =
      new Constants(
          TestNodes.file(
              new TestGraph(13, 0, 3, 8, 6)
                  .integers("one", new long[0], 1)
                  .integers("list", 3, 8, 6)
                  .integers("rows", new long[] {2, 2}, 1, 2, 3, 4)
                  .floats("f", new long[] {2, 2}, -1.5f, 2, 0, 4)
                  .floats("eps", new long[0], 0.5f)),
          name -> name.equals("x"));
  private final ConstantFolding folding =
      new ConstantFolding(constants, name -> name.equals("x") ? new long[] {1, 3, 8, 6} : null);

  private Constant fold(String operator, String inputs, AttributeProto... attributes) {
    assertTrue(folding.folds(node(operator, inputs, attributes)), operator);
    return constants.computed("y");
  }

  private static void assertInts(Constant found, long[] dims, long... values) {
    assertArrayEquals(dims, found.dims());
    assertArrayEquals(values, found.integers());
  }

  private void assertRefused(String part, String operator, String inputs, AttributeProto... more) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> folding.folds(node(operator, inputs, more)))
            .getMessage();
    assertTrue(message.startsWith("net.onnx: node 'n' (" + operator + "): "), message);
    assertTrue(message.contains(part), message);
  }

  @Test
  void sizesOfActivationsAreConstants() {
    assertInts(fold("Shape", "x"), new long[] {4}, 1, 3, 8, 6);
    assertInts(
        fold("Shape", "x", attribute("start", -2), attribute("end", 9)), new long[] {2}, 8, 6);
    assertInts(fold("Shape", "rows"), new long[] {2}, 2, 2);
    assertInts(fold("Size", "x"), new long[0], 144);
  }

  @Test
  void whatDependsOnTheImageIsNotComputed() {
    assertFalse(folding.folds(node("Add", "x f")));
    assertFalse(folding.folds(node("Conv", "f f")));
    assertFalse(folding.folds(node("Concat", "")));
  }

  @Test
  void theUsualWayToAReshape() {
    // x.view(x.size(0), -1, x.size(2) // 2) as exporters write it
    Constant shape = fold("Shape", "x");
    constants.put("shape", shape);
    constants.put("third", Constant.ofIntegers(2));
    constants.put("height", fold("Gather", "shape third"));
    constants.put("two", Constant.ofIntegers(2));
    constants.put("half", fold("Div", "height two"));
    constants.put("open", Constant.ofIntegers(-1));
    constants.put("first", Constant.ofIntegers(1));
    Constant sizes = fold("Concat", "first open half", attribute("axis", 0));
    assertInts(sizes, new long[] {3}, 1, -1, 4);
  }

  @Test
  void numbersOfEveryKind() {
    assertArrayEquals(new long[] {3, 8, 6}, fold("Identity", "list").integers());
    assertArrayEquals(new float[] {-1, 2.5f, 0.5f, 4.5f}, fold("Add", "f eps").floats());
    assertArrayEquals(new float[] {0, 2, 0, 4}, fold("Relu", "f").floats());
    assertArrayEquals(new float[] {-1.5f, 0.5f, 0, 0.5f}, fold("Min", "f eps").floats());
    assertArrayEquals(new long[] {4, 9, 7}, fold("Add", "list one").integers());
    assertArrayEquals(new long[] {1, 0, 1, 0}, fold("Less", "f one").integers());
    assertArrayEquals(new long[] {1, 0, 1, 0}, fold("Mod", "rows two2").integers());
  }

  @Test
  void casts() {
    assertArrayEquals(new long[] {-1, 2, 0, 4}, fold("Cast", "f", attribute("to", 7)).integers());
    assertArrayEquals(new long[] {1, 1, 0, 1}, fold("Cast", "f", attribute("to", 9)).integers());
    assertArrayEquals(new float[] {3, 8, 6}, fold("Cast", "list", attribute("to", 1)).floats());
    assertArrayEquals(new float[] {3, 8, 6}, fold("CastLike", "list f").floats());
    assertArrayEquals(new float[] {3, 8, 6}, fold("Cast", "list", attribute("to", 10)).floats());
    assertRefused("casts to STRING", "Cast", "f", attribute("to", 8));
  }

  @Test
  void reductions() {
    assertInts(fold("ReduceProd", "rows", attributes("axes", 1)), new long[] {2, 1}, 2, 12);
    assertInts(
        fold("ReduceSum", "rows", attributes("axes", 0), attribute("keepdims", 0)),
        new long[] {2},
        4,
        6);
    assertArrayEquals(new float[] {1.125f}, fold("ReduceMean", "f").floats());
    assertArrayEquals(new float[] {7.5f}, fold("ReduceL1", "f").floats());
    assertEquals(Math.sqrt(2.25 + 4 + 16), fold("ReduceL2", "f").at(0), 1e-6);
  }

  @Test
  void fills() {
    constants.put("sizes", Constant.ofIntegers(2, 1));
    assertArrayEquals(new float[2], fold("ConstantOfShape", "sizes").floats());
    constants.put("to", new Constant(new long[0], null, new long[] {9}));
    constants.put("by", new Constant(new long[0], null, new long[] {4}));
    assertInts(fold("Range", "one to by"), new long[] {2}, 1, 5);
    constants.put("pads", Constant.ofIntegers(0, 1, 0, 0));
    assertInts(fold("Pad", "rows pads"), new long[] {2, 3}, 0, 1, 2, 0, 3, 4);
    assertRefused("pads a constant in a way", "Pad", "rows pads", text("mode", "edge"));
    assertRefused("takes three numbers of one type", "Range", "one to eps");
  }

  @Test
  void constantsOfAttributes() {
    assertEquals(2.5, fold("Constant", "", real("value_float", 2.5f)).at(0));
    assertInts(fold("Constant", "", attributes("value_ints", 4, 5)), new long[] {2}, 4, 5);
    assertInts(fold("Constant", "", attribute("value_int", 6)), new long[0], 6);
    assertRefused("holds neither float32 nor int64 values", "Constant", "");
  }

  @Test
  void axesAndParts() {
    assertInts(fold("Unsqueeze", "list", attributes("axes", 0)), new long[] {1, 3}, 3, 8, 6);
    assertInts(fold("Transpose", "rows"), new long[] {2, 2}, 1, 3, 2, 4);
    assertInts(
        fold("Slice", "list", attributes("starts", -1), attributes("ends", -9)), new long[] {0});
    assertRefused("axis 1 of [2, 2] is not 1", "Squeeze", "rows", attributes("axes", 1));
    assertRefused("joins constants of different types", "Add", "f list");
    assertRefused("a constant does not fit the shape [5]", "Reshape", "rows five");
  }

  @Test
  void splitMakesSeveral() {
    NodeReader node = node("Split", "list", "a b", attributes("split", 1, 2));
    assertTrue(folding.folds(node));
    assertInts(constants.computed("a"), new long[] {1}, 3);
    assertInts(constants.computed("b"), new long[] {2}, 8, 6);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> folding.folds(node("Split", "list", "a b", attributes("split", 1, 1))))
            .getMessage();
    assertTrue(message.contains("splits 3 values into [1, 1]"), message);
  }

  {
    constants.put("two2", new Constant(new long[0], null, new long[] {2}));
    constants.put("five", Constant.ofIntegers(5));
  }
}
