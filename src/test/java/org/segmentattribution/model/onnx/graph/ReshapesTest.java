package org.segmentattribution.model.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestNodes.node;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** Shapes, axes and scales above the builder: where the images are, what weights absorb. */
class ReshapesTest {
  private static final NodeReader NODE = node("Reshape", "x s", "y");

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = TorchEngine.start().newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private GraphBuilder builder(long images) {
    OnnxFile file =
        TestNodes.file(
            new TestGraph(13, images, 3, 4, 4).add("Conv", "c", "x w").add("Mul", "y", "c k"));
    return new GraphBuilder(
        file, file.graph().getNodeList(), manager, new Shape(1, 3, 4, 4), n -> {});
  }

  private static Activation shaped(GraphBuilder graph, long... sizes) {
    new Reshapes(graph).to(NODE, graph.input(), sizes);
    return graph.made(NODE);
  }

  private static void assertRefused(String part, Runnable asked) {
    String message = assertThrows(IllegalArgumentException.class, asked::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void theImagesKeepTheirAxis() {
    Activation rows = shaped(builder(0), 1, 3, 16);
    assertEquals(0, rows.images());
    assertEquals(new Shape(1, 3, 16), rows.stored());
    Activation heads = shaped(builder(0), 3, 16);
    assertEquals(-1, heads.images());
    assertEquals(new Shape(1, 3, 16), heads.stored());
  }

  @Test
  void aFixedNumberOfImagesIsFoundAmongTheSizes() {
    GraphBuilder two = builder(2);
    Activation rows = shaped(two, 2, 48);
    assertEquals(new Shape(1, 48), rows.shape());
    assertEquals(0, rows.images());
    Activation together = shaped(two, 6, 16);
    assertEquals(new Shape(3, 16), together.shape());
    assertEquals(0, together.images());
    assertRefused("mixes the images of a batch of 2", () -> shaped(two, 3, 2, 16));
    assertRefused("a reshape of (2, 3, 4, 4) to (5) does not fit", () -> shaped(two, 5));
    assertRefused("a reshape of (2, 3, 4, 4) to (0, 3) does not fit", () -> shaped(two, 0, 3));
  }

  @Test
  void axesOfLengthOneAreDroppedWithoutALayerWhereTheArrayStays() {
    GraphBuilder graph = builder(1);
    new Reshapes(graph).drop(NODE, graph.input(), 0);
    assertEquals(0, graph.made(NODE).number());
    assertEquals(new Shape(3, 4, 4), graph.made(NODE).shape());
  }

  @Test
  void noNodeWorksAlongTheImages() {
    Axes open = new Axes(builder(0));
    Activation x = builder(0).input();
    assertEquals(3, open.axis(NODE, x, -1));
    assertRefused("axis 4 is none of (1, 3, 4, 4)", () -> open.axis(NODE, x, 4));
    assertRefused("works along axis 0, the images'", () -> open.axis(NODE, x, 0));
    assertEquals(0, new Axes(builder(1)).axis(NODE, x, 0));
    assertArrayEquals(new int[] {1, 3}, open.axes(NODE, x, -1, 1, 3));
  }

  @Test
  void axesThatANodeWorksAlongAreInTheArray() {
    GraphBuilder graph = builder(1);
    Axes axes = new Axes(graph);
    Activation x = graph.input();
    assertSame(x, axes.with(NODE, x, 1, 2));
    Activation whole = axes.with(NODE, x, 0);
    assertEquals(new Shape(1, 1, 3, 4, 4), whole.stored());
    assertEquals(x.shape(), whole.shape());
    Activation ranked = axes.ranked(NODE, x, 5);
    assertEquals(new Shape(1, 1, 3, 4, 4), ranked.shape());
    assertEquals(1, ranked.images());
  }

  @Test
  void valuesOfEqualShapeAreJoinedWithoutMoves() {
    GraphBuilder graph = builder(0);
    Axes axes = new Axes(graph);
    Activation x = graph.input();
    Activation[] both = axes.together(NODE, x, x);
    assertSame(x, both[0]);
    Activation one = graph.repeated(NODE, "k", Constant.of(2));
    both = axes.together(NODE, x, one);
    assertEquals(x.number(), both[0].number());
    assertEquals(4, both[1].rank());
  }

  @Test
  void aConstantForEachImageMustBeOne() {
    GraphBuilder two = builder(2);
    Axes axes = new Axes(two);
    Constant same = new Constant(new long[] {2, 1, 1, 1}, new float[] {5, 5}, null);
    assertArrayEquals(new float[] {5}, axes.one(NODE, same, two.input()).floats());
    Constant other = new Constant(new long[] {2, 1, 1, 1}, new float[] {5, 6}, null);
    assertRefused(
        "a constant has other values for each image", () -> axes.one(NODE, other, two.input()));
  }

  private static Convolution convolution(GraphBuilder graph) {
    NDArray weight = graph.array(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1, 1);
    NDArray bias = graph.array(new float[] {1, -1}, 2);
    return new Convolution("c", weight, bias, Window.of(1, 1), 1);
  }

  @Test
  void weightsAbsorbAScaleBehindThem() {
    GraphBuilder graph = builder(0);
    Convolution convolution = convolution(graph);
    graph.emit(node("Conv", "x w", "c"), convolution, graph.input());
    float[] scale = {2, 10};
    new ScaleShift(graph).channels(NODE, graph.value("c"), scale, new float[] {0.5f, 0});
    assertEquals(graph.value("c").number(), graph.made(NODE).number());
    assertArrayEquals(new float[] {2, 4, 6, 40, 50, 60}, convolution.weight().toFloatArray());
    assertArrayEquals(new float[] {2.5f, -10}, convolution.bias().toFloatArray());
  }

  @Test
  void otherScalesAreLayers() {
    GraphBuilder graph = builder(0);
    Convolution convolution = convolution(graph);
    graph.emit(node("Conv", "x w", "c"), convolution, graph.input());
    long[] columns = {1, 1, 1, 4};
    float[] scale = {1, 2, 3, 4};
    new ScaleShift(graph).add(NODE, graph.value("c"), columns, scale, new float[4]);
    List<Layer> layers = graph.endingIn(graph.made(NODE).number()).layers();
    assertTrue(layers.get(1) instanceof Scale);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, convolution.weight().toFloatArray());
    assertRefused(
        "constant [1, 1, 1, 5] does not fit (1, 2, 4, 4)",
        () ->
            new ScaleShift(graph)
                .add(NODE, graph.value("c"), new long[] {1, 1, 1, 5}, new float[5], new float[5]));
  }

  @Test
  void lengthsOfTheConstantAloneEnlargeTheValue() {
    GraphBuilder graph = builder(0);
    NodeReader pooled = node("Relu", "x", "p");
    graph.emit(pooled, new Relu("p"), graph.input());
    new ScaleShift(graph)
        .add(NODE, graph.value("p"), new long[] {2, 1, 3, 1, 1}, new float[6], new float[6]);
    assertEquals(new Shape(2, 1, 3, 4, 4), graph.made(NODE).shape());
  }
}
