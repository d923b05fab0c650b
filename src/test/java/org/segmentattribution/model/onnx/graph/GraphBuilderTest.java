package org.segmentattribution.model.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestNodes.node;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** The builder by itself: small graphs, layer by layer, without any operator. */
class GraphBuilderTest {
  private NDManager manager;
  private final List<String> inner = new ArrayList<>();

  @BeforeEach
  void open() {
    manager = TorchEngine.start().newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** A builder for a file with these nodes, whose names of values say which are used how often. */
  private GraphBuilder builder(TestGraph graph) {
    OnnxFile file = TestNodes.file(graph);
    Shape image = new Shape(1, 3, 4, 4);
    List<NodeProto> nodes = file.graph().getNodeList();
    return new GraphBuilder(file, nodes, manager, image, n -> inner.add(n.name()));
  }

  private static TestGraph graph(long images) {
    return new TestGraph(13, images, 3, 4, 4);
  }

  private static NodeReader relu(String output) {
    return node("Relu", "x", output);
  }

  private Layer pointwise(GraphBuilder graph) {
    NDArray weight = graph.array(new float[6], 2, 3, 1, 1);
    return new Convolution("c", weight, graph.array(new float[2], 2), Window.of(1, 1), 1);
  }

  @Test
  void theInputIsThere() {
    GraphBuilder graph = builder(graph(0));
    Activation x = graph.input();
    assertEquals(new Shape(1, 3, 4, 4), x.shape());
    assertSame(x, graph.value("x"));
    assertTrue(graph.isActivation(node("Relu", "x"), 0));
    assertFalse(graph.isActivation(node("Relu", "x"), 1));
    assertNull(graph.value("y"));
  }

  @Test
  void channelsLastBecomeOneTranspose() {
    OnnxFile file = TestNodes.file(new TestGraph(13, 0, 4, 4, 3));
    assertTrue(file.input().channelsLast());
    GraphBuilder graph = new GraphBuilder(file, List.of(), manager, new Shape(1, 3, 4, 4), n -> {});
    assertEquals(new Shape(1, 4, 4, 3), graph.input().shape());
    List<Layer> layers = graph.endingIn(graph.input().number()).layers();
    assertEquals(1, layers.size());
    assertTrue(layers.get(0) instanceof Transposition);
  }

  @Test
  void shapesAreInferredAsLayersAreAdded() {
    GraphBuilder graph = builder(graph(0).add("Conv", "c", "x w").add("Relu", "y", "c"));
    NodeReader conv = node("Conv", "x w", "c");
    graph.emit(conv, pointwise(graph), graph.input());
    assertEquals(new Shape(1, 2, 4, 4), graph.made(conv).shape());
    assertTrue(graph.made(conv).sole());
    graph.then(conv, new Reshaping("flat", new Shape(32)));
    assertEquals(new Shape(1, 32), graph.made(conv).shape());
    assertEquals(2, graph.endingIn(graph.made(conv).number()).layers().size());
  }

  @Test
  void shapesThatDoNotFitAreRefusedByName() {
    GraphBuilder graph = builder(graph(0));
    NodeReader add = node("Add", "x small", "y");
    NodeReader flat = node("Flatten", "x", "small");
    graph.emit(flat, new Reshaping("r", new Shape(48)), graph.input());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> graph.emit(add, new Addition("a"), graph.input(), graph.made(flat)))
            .getMessage();
    assertEquals(
        "net.onnx: node 'n' (Add): does not fit its input of shape (1, 3, 4, 4), (1, 48)", message);
  }

  @Test
  void onlyWhatOneNodeTakesMayBeChanged() {
    GraphBuilder graph =
        builder(
            graph(0)
                .add("Conv", "once", "x w")
                .add("Conv", "twice", "x w")
                .add("Relu", "a", "once")
                .add("Relu", "b", "twice")
                .add("Relu", "y", "twice"));
    Layer first = pointwise(graph);
    graph.emit(node("Conv", "x w", "once"), first, graph.input());
    graph.emit(node("Conv", "x w", "twice"), pointwise(graph), graph.input());
    assertSame(first, graph.soleWeights(graph.value("once")));
    assertNull(graph.soleWeights(graph.value("twice")));
    assertNull(graph.soleLayer(graph.input()));
    graph.emit(node("Relu", "once", "a"), new Relu("a"), graph.value("once"));
    assertNull(graph.soleWeights(graph.value("a")));
  }

  @Test
  void aLayerIsReplacedInPlace() {
    GraphBuilder graph = builder(graph(0).add("Relu", "r", "x").add("Min", "y", "r six"));
    graph.emit(relu("r"), new Relu("r"), graph.input());
    NodeReader min = node("Min", "r six", "y");
    graph.replace(min, graph.value("r"), new Clipping("n", 0, 6));
    assertEquals(graph.value("r").number(), graph.made(min).number());
    List<Layer> layers = graph.endingIn(graph.made(min).number()).layers();
    assertEquals(1, layers.size());
    assertTrue(layers.get(0) instanceof Clipping);
  }

  @Test
  void constantsAreRepeatedForEachImage() {
    GraphBuilder graph =
        builder(graph(0).floats("c", new long[] {1, 2}, 1, 2).floats("none", new long[] {0}));
    Activation c = graph.activation(node("Relu", "c"), 0);
    assertEquals(new Shape(1, 2), c.shape());
    assertEquals(-1, c.images());
    assertFalse(graph.depends(c));
    assertTrue(graph.depends(graph.input()));
    String empty =
        assertThrows(
                IllegalArgumentException.class, () -> graph.activation(node("Relu", "none"), 0))
            .getMessage();
    assertTrue(empty.endsWith("constant 'none' is empty"), empty);
    String missing =
        assertThrows(
                IllegalArgumentException.class, () -> graph.activation(node("Relu", "late"), 0))
            .getMessage();
    assertTrue(missing.endsWith("input 'late' is made by no earlier node"), missing);
  }

  @Test
  void aGraphEndsWithoutWhatItDoesNotNeed() {
    GraphBuilder graph = builder(graph(0));
    graph.emit(relu("dead"), new Relu("dead"), graph.input());
    graph.emit(relu("live"), new Relu("live"), graph.input());
    int last = graph.append(new Reshaping("flat", new Shape(48)), graph.value("live"));
    LayerGraph built = graph.endingIn(last);
    assertEquals(List.of("live", "flat"), built.layers().stream().map(Layer::name).toList());
    assertEquals(
        List.of(List.of(0), List.of(1)),
        built.steps().stream().map(LayerGraph.Step::inputs).toList());
  }

  @Test
  void valuesKeepTheirNamesInTheFile() {
    GraphBuilder graph = builder(graph(0).add("Relu", "dead", "x").add("Relu", "y", "x"));
    graph.emit(relu("dead"), new Relu("dead"), graph.input());
    graph.emit(relu("y"), new Relu("live"), graph.input());
    LayerGraph built = graph.endingIn(graph.value("y").number());
    assertEquals(List.of(new NamedValue(1, "y", new Shape(1, 3, 4, 4))), graph.named(built));
  }

  @Test
  void theNumberOfImagesIsTheFiles() {
    assertTrue(builder(graph(1)).takesOne());
    assertEquals(1, builder(graph(0)).images());
    assertFalse(builder(graph(0)).takesOne());
    GraphBuilder two = builder(graph(2));
    assertEquals(2, two.images());
    assertArrayEquals(new long[] {2, 3, 4, 4}, two.sizes(two.input()));
    assertEquals(13, two.opset());
  }

  @Test
  void innerNodesAreGivenBackAndTheirOutputsBecomeTheNodes() {
    GraphBuilder graph = builder(graph(0));
    graph.emit(relu("r"), new Relu("r"), graph.input());
    GraphProto branch =
        GraphProto.newBuilder()
            .addNode(NodeProto.newBuilder().setName("within").setOpType("Tanh"))
            .addOutput(ai.onnx.proto.OnnxMl.ValueInfoProto.newBuilder().setName("r"))
            .build();
    NodeReader node = node("If", "c", "y");
    graph.addInner(node, branch);
    assertEquals(List.of("within"), inner);
    assertEquals(graph.value("r").number(), graph.made(node).number());
    graph.constants().put("k", Constant.of(3));
    GraphProto constant =
        branch.toBuilder().setOutput(0, branch.getOutput(0).toBuilder().setName("k")).build();
    graph.addInner(node("If", "c", "z"), constant);
    assertNotNull(graph.constants().computed("z"));
    GraphProto missing =
        branch.toBuilder().setOutput(0, branch.getOutput(0).toBuilder().setName("q")).build();
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph.addInner(node, missing))
            .getMessage();
    assertEquals("net.onnx: node 'n' (If): 'q' is made by no node", message);
  }

  @Test
  void valuesAndWeightsHaveLimits() {
    GraphBuilder graph = builder(graph(0));
    String large =
        assertThrows(
                IllegalArgumentException.class,
                () -> graph.requireFitting(relu("y"), new Shape(1, 1 << 20, 1 << 10)))
            .getMessage();
    assertTrue(large.contains("536870912 are the most"), large);
    String none =
        assertThrows(
                IllegalArgumentException.class,
                () -> graph.requireFitting(relu("y"), new Shape(1, 0, 4)))
            .getMessage();
    assertTrue(none.endsWith("makes no values: (0, 4)"), none);
    MemoryBudget budget = new MemoryBudget(java.nio.file.Path.of("net.onnx"), 0);
    budget.keep(1L << 28);
    assertEquals(
        "net.onnx: its constants become too many weights; is one used very often?",
        assertThrows(IllegalArgumentException.class, () -> budget.keep(1)).getMessage());
  }
}
