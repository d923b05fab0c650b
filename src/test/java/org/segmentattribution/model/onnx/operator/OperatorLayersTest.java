package org.segmentattribution.model.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;
import static org.segmentattribution.model.onnx.TestNodes.node;
import static org.segmentattribution.model.onnx.TestNodes.real;
import static org.segmentattribution.model.onnx.TestNodes.text;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.OnnxOperators;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/** Which layers a node becomes, operator by operator; values are compared by other tests. */
class OperatorLayersTest {
  private final OnnxOperators operators = OnnxOperators.load();
  private NDManager manager;
  private GraphBuilder graph;

  @BeforeEach
  void open() {
    manager = TorchEngine.start().newBaseManager();
    OnnxFile file =
        TestNodes.file(
            new TestGraph(13, 0, 4, 6, 6)
                .floats("two", new long[0], 2)
                .floats("zero", new long[0], 0)
                .floats("six", new long[0], 6)
                .floats("w", new long[] {2, 4, 1, 1}, new float[8])
                .floats("line", new long[] {2, 4, 3}, new float[24])
                .floats("slope", new long[] {4, 1, 1}, .1f, .2f, .3f, .4f)
                .floats("row", new long[] {4}, 1, 2, 3, 4)
                .floats("square", new long[] {6, 5}, new float[30])
                .integers("flags", new long[] {1, 4, 1, 1}, 1, 0, 1, 0)
                .integers("even", 0, 2, 4)
                .integers("any", 0, 3, 1)
                .integers("index", new long[0], 1)
                .integers("times", 1, 2, 1, 1)
                .integers("sizes", 0, 4, -1)
                .integers("pads", 0, 0, 1, 2, 0, 0, 1, 2)
                .integers("cut", 0, 0, -1, 0, 0, 0, 0, 0)
                .add("Relu", "r", "x")
                .add("Clip", "y", "r zero six"));
    Shape image = new Shape(1, 4, 6, 6);
    graph = new GraphBuilder(file, file.graph().getNodeList(), manager, image, n -> {});
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private void emit(NodeReader node) {
    operators.find(node.operator()).emit(node, graph);
  }

  /** The ONNX operators of the layers that a node becomes, and the shape of its output. */
  private String layers(NodeReader node) {
    emit(node);
    int number = graph.made(node).number();
    List<String> names =
        graph.endingIn(number).layers().stream().map(layer -> layer.operator()).toList();
    return String.join(" ", names) + " " + graph.made(node).shape();
  }

  private void assertRefused(String why, NodeReader node) {
    String message = assertThrows(IllegalArgumentException.class, () -> emit(node)).getMessage();
    assertEquals("net.onnx: node 'n' (" + node.operator() + "): " + why, message);
  }

  @Test
  void windows() {
    assertEquals("Conv (1, 2, 6, 6)", layers(node("Conv", "x w")));
    assertEquals(
        "MaxPool (1, 4, 3, 3)",
        layers(
            node("MaxPool", "x", attributes("kernel_shape", 2, 2), attributes("strides", 2, 2))));
    assertEquals(
        "AveragePool (1, 4, 6, 6)",
        layers(
            node(
                "AveragePool",
                "x",
                attributes("kernel_shape", 3, 3),
                text("auto_pad", "SAME_UPPER"))));
    assertEquals("MaxPool (1, 4, 1, 1)", layers(node("GlobalMaxPool", "x")));
    assertEquals("GlobalAveragePool (1, 4, 1, 1)", layers(node("GlobalAveragePool", "x")));
    assertEquals(
        " (1, 4, 6, 6)", layers(node("AveragePool", "x", attributes("kernel_shape", 1, 1))));
  }

  @Test
  void blocks() {
    String moves = "Reshape Transpose Reshape ";
    assertEquals(
        moves + "(1, 1, 12, 12)", layers(node("DepthToSpace", "x", attribute("blocksize", 2))));
    assertEquals(
        moves + "(1, 16, 3, 3)", layers(node("SpaceToDepth", "x", attribute("blocksize", 2))));
    assertRefused(
        "blocks of 4 do not fit (1, 4, 6, 6)",
        node("SpaceToDepth", "x", attribute("blocksize", 4)));
  }

  @Test
  void aLineIsAPlaneOfHeightOne() {
    NodeReader flat = node("Reshape", "x sizes", "l");
    emit(flat);
    NodeReader conv = node("Conv", "l line", "c");
    assertEquals("Reshape Reshape Conv Reshape (1, 2, 34)", layers(conv));
  }

  @Test
  void matrices() {
    assertEquals("MatMul (1, 4, 6, 5)", layers(node("MatMul", "x square")));
    assertEquals("MatMul (1, 4, 6, 6)", layers(node("MatMul", "x x")));
    assertEquals(
        "Transpose (1, 4, 6, 6)",
        layers(node("Einsum", "x", text("equation", "nchw->ncwh"))).replace("Reshape ", ""));
    assertRefused("takes a matrix, not (1, 4, 6, 6)", node("Gemm", "x square"));
  }

  @Test
  void arithmetic() {
    assertEquals("Add (1, 4, 6, 6)", layers(node("Add", "x x")));
    assertEquals("Mul (1, 4, 6, 6)", layers(node("Mul", "x two")));
    assertEquals("Pow Mul (1, 4, 6, 6)", layers(node("Div", "two x")));
    assertEquals("Div (1, 4, 6, 6)", layers(node("Div", "x x")));
    assertEquals("Add Add (1, 4, 6, 6)", layers(node("Sum", "x x x")));
    assertEquals("Mul Mul Add (1, 4, 6, 6)", layers(node("Where", "flags x x")));
    assertRefused("computes with 0.0", node("Div", "x zero"));
    assertEquals("Mul (1, 4, 6, 6)", layers(node("BatchNormalization", "x row row row row")));
    assertRefused(
        "only inference over channels is supported",
        node("BatchNormalization", "x row row row row", attribute("training_mode", 1)));
  }

  @Test
  void boundsBehindBoundsAreOneLayer() {
    emit(node("Relu", "x", "r"));
    assertEquals("Clip (1, 4, 6, 6)", layers(node("Clip", "r zero six")));
    assertEquals("Relu (1, 4, 6, 6)", layers(node("Clip", "x zero")));
    assertEquals("Sub Relu Sub (1, 4, 6, 6)", layers(node("Min", "x x")));
    assertEquals("Sub Relu Add (1, 4, 6, 6)", layers(node("Max", "x x")));
    assertEquals("Sub Relu Add Relu (1, 4, 6, 6)", layers(node("Max", "x x zero")));
    assertEquals(" (1, 4, 6, 6)", layers(node("Max", "x")));
  }

  @Test
  void functions() {
    assertEquals("Sigmoid (1, 4, 6, 6)", layers(node("Sigmoid", "x")));
    assertEquals("PRelu (1, 4, 6, 6)", layers(node("LeakyRelu", "x", real("alpha", .3f))));
    assertEquals("PRelu (1, 4, 6, 6)", layers(node("PRelu", "x slope")));
    assertEquals("Mul Clip Mul (1, 4, 6, 6)", layers(node("HardSwish", "x")));
    assertEquals("Softplus Tanh Mul (1, 4, 6, 6)", layers(node("Mish", "x")));
    assertEquals("Mul Elu Mul (1, 4, 6, 6)", layers(node("Celu", "x")));
    assertEquals("Mul Erf Mul Mul (1, 4, 6, 6)", layers(node("Gelu", "x")));
    assertEquals("Mul (1, 4, 6, 6)", layers(node("Neg", "x")));
    assertRefused("attribute alpha is not supported; known: ", node("Tanh", "x", real("alpha", 1)));
    assertEquals("Elu Mul (1, 4, 6, 6)", layers(node("Selu", "x", real("alpha", 1))));
    assertEquals("Sigmoid Mul (1, 4, 6, 6)", layers(node("Swish", "x")));
  }

  @Test
  void powers() {
    assertEquals("Mul (1, 4, 6, 6)", layers(node("Pow", "x two")));
    assertEquals("Pow (1, 4, 6, 6)", layers(node("Pow", "x six")));
    assertEquals("Mul Exp (1, 4, 6, 6)", layers(node("Pow", "two x")));
    assertEquals("Pow (1, 4, 6, 6)", layers(node("Reciprocal", "x")));
    assertRefused("only one finite number is supported as exponent", node("Pow", "x row"));
  }

  @Test
  void reductions() {
    String planes = "GlobalAveragePool ";
    NodeReader mean = node("ReduceMean", "x", attributes("axes", 2, 3), attribute("keepdims", 0));
    assertEquals(planes + "Reshape (1, 4)", layers(mean));
    assertEquals(
        "ReduceMean Mul (1, 1, 6, 6)", layers(node("ReduceSum", "x", attributes("axes", 1))));
    assertEquals(
        "Mul MaxPool Mul (1, 4, 1, 1)", layers(node("ReduceMin", "x", attributes("axes", -1, -2))));
    assertEquals("ReduceMax (1, 4, 6, 1)", layers(node("ReduceMax", "x", attributes("axes", 3))));
    assertEquals(
        "ReduceL2 Div (1, 4, 6, 6)", layers(node("LpNormalization", "x", attribute("axis", 1))));
    assertEquals("Softmax (1, 4, 6, 6)", layers(node("Softmax", "x")));
    assertEquals(
        "LayerNormalization Mul (1, 4, 6, 6)", layers(node("InstanceNormalization", "x row row")));
  }

  @Test
  void partsAndMoves() {
    assertEquals(
        "Slice (1, 3, 6, 6)",
        layers(
            node(
                "Slice",
                "x",
                attributes("starts", 1),
                attributes("ends", 9),
                attributes("axes", 1))));
    assertEquals("Slice (1, 4, 6, 3)", layers(node("Gather", "x even", attribute("axis", 3))));
    assertEquals("Gather (1, 4, 6, 3)", layers(node("Gather", "x any", attribute("axis", 3))));
    assertEquals(
        "Slice Reshape (1, 4, 6)", layers(node("Gather", "x index", attribute("axis", 3))));
    assertEquals("Concat (1, 8, 6, 6)", layers(node("Concat", "x x")));
    assertEquals("Concat (1, 8, 6, 6)", layers(node("Tile", "x times")));
    assertEquals("Pad (1, 4, 8, 10)", layers(node("Pad", "x pads")));
    assertEquals("Slice (1, 4, 5, 6)", layers(node("Pad", "x cut")));
    assertEquals(
        "Transpose (1, 6, 6, 4)", layers(node("Transpose", "x", attributes("perm", 0, 2, 3, 1))));
    assertEquals("Reshape (1, 144)", layers(node("Flatten", "x")));
    assertEquals(" (1, 4, 6, 6)", layers(node("Identity", "x")));
  }

  @Test
  void castsToOtherTypesAreRefused() {
    assertEquals(" (1, 4, 6, 6)", layers(node("Cast", "x", attribute("to", 11))));
    assertRefused(
        "casts an activation to INT64; export the model in float32",
        node("Cast", "x", attribute("to", 7)));
    assertRefused(
        "casts an activation to type 99; export the model in float32",
        node("Cast", "x", attribute("to", 99)));
  }

  @Test
  void branches() {
    assertRefused(
        "chooses by what is in the image; control flow is not supported", node("If", "x"));
    assertRefused("has no then_branch", node("If", "index"));
  }
}
