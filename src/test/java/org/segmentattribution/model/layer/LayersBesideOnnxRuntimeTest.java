package org.segmentattribution.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Expansion;
import org.segmentattribution.model.layer.shape.LinearMap;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Reversal;
import org.segmentattribution.model.layer.shape.Selection;
import org.segmentattribution.model.layer.shape.Slice;
import org.segmentattribution.model.layer.shape.Transposition;
import org.segmentattribution.model.layer.shape.ZeroPadding;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * Each layer computes what ONNX Runtime makes of the nodes it writes, and its shape is known before
 * it runs. Inputs are two images of 4 x 6 x 7.
 */
class LayersBesideOnnxRuntimeTest {
  private static final Shape IMAGE = new Shape(4, 6, 7);
  private static final int IMAGES = 2;

  /** Layers, each with the numbers of the values that it takes. */
  private record Case(String name, Function<NDManager, List<LayerGraph.Step>> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case one(String name, Function<NDManager, Layer> layer) {
    return new Case(name, m -> List.of(step(layer.apply(m), 0)));
  }

  /** A layer behind another. */
  private static Case behind(
      String name, Function<NDManager, Layer> first, Function<NDManager, Layer> second) {
    return new Case(name, m -> List.of(step(first.apply(m), 0), step(second.apply(m), 1)));
  }

  /** A layer of the image and of what another layer makes of it. */
  private static Case two(String name, Layer other, Layer layer) {
    return new Case(name, m -> List.of(step(other, 0), step(layer, 0, 1)));
  }

  private static LayerGraph.Step step(Layer layer, Integer... inputs) {
    return new LayerGraph.Step(layer, List.of(inputs));
  }

  private static NDArray normal(NDManager m, long seed, long... sizes) {
    Shape shape = new Shape(sizes);
    return m.create(Fixtures.normal(seed, (int) shape.size()), shape);
  }

  private static Window window(String numbers) {
    long[] n = Stream.of(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
    return new Window(
        new Shape(n[0], n[1]),
        new Shape(n[2], n[3]),
        new Shape(n[4], n[5]),
        new Shape(n[6], n[7], n[8], n[9]));
  }

  /** Kernel, stride, dilation, then pads: top, left, bottom, right. */
  private static final List<String> WINDOWS =
      List.of(
          "1 1 1 1 1 1 0 0 0 0",
          "3 3 1 1 1 1 1 1 1 1",
          "2 3 2 1 1 1 0 0 0 0",
          "3 2 2 3 1 1 1 0 0 1",
          "6 7 1 1 1 1 0 0 0 0",
          "2 2 3 3 1 1 1 1 1 1",
          "3 3 1 2 2 2 2 2 2 2",
          "2 3 1 1 3 2 0 1 0 1",
          "4 4 2 2 1 1 0 1 2 3");

  static Stream<Case> windows() {
    List<Case> cases = new ArrayList<>();
    for (String text : WINDOWS) {
      Window w = window(text);
      for (int groups : new int[] {1, 2, 4}) {
        cases.add(
            one(
                "Conv " + groups + " groups " + text,
                m ->
                    new Convolution(
                        "c",
                        normal(m, 1, 8, 4 / groups, w.kernel().get(0), w.kernel().get(1)),
                        normal(m, 2, 8),
                        w,
                        groups)));
      }
      boolean padsInside =
          w.pads().get(0) < w.kernel().get(0) && w.pads().get(3) < w.kernel().get(1);
      if (padsInside) {
        cases.add(one("MaxPool " + text, m -> new MaxPooling("p", w)));
      }
      if (padsInside && !w.dilated()) {
        cases.add(one("AveragePool " + text, m -> new AveragePooling("p", w, true)));
        cases.add(one("AveragePool without pads " + text, m -> new AveragePooling("p", w, false)));
      }
    }
    return cases.stream();
  }

  static Stream<Case> functions() {
    List<Case> cases = new ArrayList<>();
    for (Elementwise.Function function : Elementwise.Function.values()) {
      Elementwise layer = new Elementwise("f", function, 0.7f);
      boolean positive =
          function == Elementwise.Function.SQRT || function == Elementwise.Function.LOG;
      cases.add(
          positive
              ? behind(
                  function.operator(),
                  m -> new Elementwise("abs", Elementwise.Function.ABS, 0),
                  m -> layer)
              : one(function.operator(), m -> layer));
    }
    cases.add(one("Relu", m -> new Relu("r")));
    cases.add(one("Clip", m -> new Clipping("c", -0.3f, 0.8f)));
    cases.add(one("PRelu", m -> new LeakyRelu("l", normal(m, 3, 4, 1, 1))));
    cases.add(one("PRelu of all", m -> new LeakyRelu("l", normal(m, 3, 1))));
    cases.add(
        one("Pow", m -> new Power("p", m.create(new float[] {1, 2, 3, 2}, new Shape(4, 1, 1)))));
    cases.add(one("Softmax over channels", m -> new Softmax("s", 1)));
    cases.add(one("Softmax over columns", m -> new Softmax("s", 3)));
    cases.add(
        one(
            "LayerNormalization",
            m -> new LayerNormalization("n", normal(m, 4, 7), normal(m, 5, 7), 1e-3f)));
    cases.add(
        one(
            "LayerNormalization of planes",
            m -> new LayerNormalization("n", normal(m, 4, 6, 7), normal(m, 5, 6, 7), 1e-5f)));
    cases.add(
        one("Scale", m -> new Scale("s", normal(m, 6, 1, 4, 1, 1), normal(m, 7, 1, 4, 1, 1))));
    cases.add(one("Scale of columns", m -> new Scale("s", normal(m, 6, 7), normal(m, 7, 7))));
    cases.add(
        one("Dense over columns", m -> new Dense("d", normal(m, 8, 5, 7), normal(m, 9, 5), 4)));
    cases.add(
        behind(
            "Dense of rows",
            m -> new Reshaping("r", new Shape(168)),
            m -> new Dense("d", normal(m, 8, 3, 168), normal(m, 9, 3))));
    return cases.stream();
  }

  static Stream<Case> reductions() {
    return Stream.of(
        one("GlobalAveragePool", m -> new GlobalAveragePooling("g")),
        one("LinearMap of columns", m -> new LinearMap("l", 3, 4, normal(m, 10, 7, 5))),
        one("LinearMap of channels", m -> new LinearMap("l", 1, 4, normal(m, 10, 4, 6))),
        one(
            "Selection of many",
            m ->
                new Selection(
                    "s", 3, 0, 2, 1, 3, 5, 4, 6, 0, 0, 1, 1, 6, 5, 4, 3, 2, 1, 0, 3, 6, 2)),
        one("ReduceMean of channels", m -> new Mean("m", new int[] {1})),
        one("ReduceMean of planes", m -> new Mean("m", new int[] {2, 3})),
        one("ReduceMax of rows", m -> new Maximum("m", 2)),
        one("ReduceL2 of channels", m -> new Norm("n", 1)),
        one("ReduceL2 of planes", m -> new Norm("n", 2, 3)));
  }

  static Stream<Case> shapes() {
    return Stream.of(
        one("Transpose", m -> new Transposition("t", new int[] {0, 3, 1, 2})),
        one("Flatten", m -> new Reshaping("r", new Shape(168))),
        one("Reshape", m -> new Reshaping("r", new Shape(2, 2, 42))),
        one("Reshape to windows", m -> new Reshaping("r", 1, 6, new Shape(4, 7))),
        behind(
            "Reshape to windows and back",
            m -> new Reshaping("r", 1, 6, new Shape(4, 7)),
            m -> new Reshaping("b", 6, 1, new Shape(7, 24))),
        one("Slice", m -> new Slice("s", 2, 1, 5)),
        one("Slice with steps", m -> new Slice("s", 3, 1, 6, 2)),
        one("Slice with a step to the end", m -> new Slice("s", 3, 0, 7, 3)),
        one("Gather", m -> new Selection("g", 3, 5, 0, 1, 2, 2, 6)),
        one("Gather of one", m -> new Selection("g", 1, 3)),
        one("Slice backwards", m -> new Reversal("r", 2)),
        one("Pad", m -> new ZeroPadding("p", new Shape(1, 2, 0, 3))),
        behind(
            "Expand",
            m -> new Mean("m", new int[] {1, 3}),
            m -> new Expansion("e", new Shape(3, 6, 5))),
        one("Expand of a constant", m -> new Repetition("k", normal(m, 11, 1, 2, 3))));
  }

  static Stream<Case> pairs() {
    Layer turned = new Reversal("turned", 3);
    Layer planes = new Mean("planes", new int[] {2, 3});
    Layer channels = new Mean("channels", new int[] {1});
    Layer swapped = new Transposition("swapped", new int[] {0, 1, 3, 2});
    List<Case> cases = new ArrayList<>();
    for (Layer other : List.of(turned, planes, channels)) {
      String with = " with " + other.name();
      cases.add(two("Add" + with, other, new Addition("a")));
      for (Arithmetic.Operation operation : Arithmetic.Operation.values()) {
        cases.add(two(operation + with, other, new Arithmetic("a", operation)));
      }
    }
    cases.add(two("MatMul", swapped, new MatrixProduct("p")));
    cases.add(two("Concat of channels", turned, new Concatenation("c", 1)));
    cases.add(two("Concat of columns", turned, new Concatenation("c", 3)));
    cases.add(two("Concat of one more channel", channels, new Concatenation("c", 1)));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource({"windows", "functions", "reductions", "shapes", "pairs"})
  void valuesAndShapeAreThoseOfOnnxRuntime(Case c) throws Exception {
    try (NDManager m = TorchEngine.start().newBaseManager()) {
      LayerGraph graph = new LayerGraph(c.steps().apply(m));
      Shape all = new Shape(IMAGES).addAll(IMAGE);
      float[] images = Fixtures.normal(77, (int) all.size());
      List<Shape> shapes = new ArrayList<>(List.of(all));
      for (LayerGraph.Step step : graph.steps()) {
        shapes.add(step.layer().shape(step.inputs().stream().map(shapes::get).toList()));
      }
      NDArray out = Gradients.without(() -> graph.forward(m.create(images, all)));
      assertEquals(shapes.get(shapes.size() - 1), out.getShape());
      float[] peer = OnnxRuntimePeer.run(file(graph), images, all.getShape());
      double deviation = Fixtures.deviation(peer, out.toFloatArray());
      assertTrue(deviation < 2e-6, c + " differs by " + deviation);
    }
  }

  private static byte[] file(LayerGraph graph) {
    ModelProto.Builder model = OnnxWriter.model(graph, IMAGE.getShape(), 1).toBuilder();
    model
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .clearShape();
    return model.build().toByteArray();
  }
}
