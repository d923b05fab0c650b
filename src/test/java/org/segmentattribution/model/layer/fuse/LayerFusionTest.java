package org.segmentattribution.model.layer.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/** Files in parts: which layers they become, and that ONNX Runtime computes the same. */
class LayerFusionTest {
  private static final long[] NUMBER = {};
  private static final int SIDE = 5;

  /** What makes the value v of x, and the operators that it becomes. */
  private record Case(String name, String operators, int opset, Consumer<TestGraph> nodes) {
    TestGraph graph() {
      TestGraph graph = new TestGraph(opset, 0, 3, SIDE, SIDE);
      nodes.accept(graph);
      return graph.logits("v");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, String operators, Consumer<TestGraph> nodes) {
    return new Case(name, operators, 17, nodes);
  }

  private static TestGraph numbers(TestGraph g) {
    return g.floats("half", NUMBER, 0.5f)
        .floats("one", NUMBER, 1)
        .floats("two", NUMBER, 2)
        .floats("three", NUMBER, 3)
        .floats("six", NUMBER, 6)
        .floats("sixth", NUMBER, 1 / 6f)
        .floats("zero", NUMBER, 0)
        .floats("minus", NUMBER, -0.5f)
        .floats("root", NUMBER, (float) Math.sqrt(2))
        .floats("inverse", NUMBER, (float) Math.sqrt(0.5))
        .floats("cube", NUMBER, 0.044715f)
        .floats("pi", NUMBER, (float) Math.sqrt(2 / Math.PI))
        .floats("quick", NUMBER, 1.702f)
        .floats("epsilon", NUMBER, 1e-5f)
        .integers("last", -1)
        .floats("scale", new long[] {5}, 1, -2, 0.5f, 3, 0)
        .floats("shift", new long[] {5}, 0, 1, -1, 0.25f, 2)
        .floats("scales", new long[] {3, 1, 1}, 1, -2, 0.5f)
        .floats("shifts", new long[] {3, 1, 1}, 0.5f, 1, -1);
  }

  static Stream<Case> activations() {
    return Stream.of(
        of(
            "GELU, PyTorch",
            "Gelu",
            g ->
                g.add("Div", "a", "x root")
                    .add("Erf", "b", "a")
                    .add("Add", "c", "b one")
                    .add("Mul", "d", "x c")
                    .add("Mul", "v", "d half")),
        of(
            "GELU, half first",
            "Gelu",
            g ->
                g.add("Mul", "h", "half x")
                    .add("Mul", "a", "x inverse")
                    .add("Erf", "b", "a")
                    .add("Add", "c", "one b")
                    .add("Mul", "v", "c h")),
        of(
            "GELU, half inside",
            "Gelu",
            g ->
                g.add("Mul", "a", "x inverse")
                    .add("Erf", "b", "a")
                    .add("Mul", "c", "b half")
                    .add("Add", "d", "c half")
                    .add("Mul", "v", "d x")),
        of(
            "GELU by tanh, PyTorch",
            "Gelu",
            g ->
                g.add("Mul", "s", "x x")
                    .add("Mul", "p", "s x")
                    .add("Mul", "a", "cube p")
                    .add("Add", "b", "x a")
                    .add("Mul", "c", "b pi")
                    .add("Tanh", "d", "c")
                    .add("Add", "e", "d one")
                    .add("Mul", "h", "x half")
                    .add("Mul", "v", "h e")),
        of(
            "GELU by tanh, a power",
            "Gelu",
            g ->
                g.add("Pow", "p", "x three")
                    .add("Mul", "a", "p cube")
                    .add("Add", "b", "x a")
                    .add("Mul", "c", "b pi")
                    .add("Tanh", "d", "c")
                    .add("Add", "e", "one d")
                    .add("Mul", "f", "e half")
                    .add("Mul", "v", "x f")),
        of("SiLU", "Swish", g -> g.add("Sigmoid", "a", "x").add("Mul", "v", "x a")),
        of(
            "quick GELU",
            "Swish",
            g -> g.add("Mul", "a", "x quick").add("Sigmoid", "b", "a").add("Mul", "v", "x b")),
        of(
            "hard swish, clip",
            "HardSwish",
            g ->
                g.add("Add", "a", "x three")
                    .add("Clip", "b", "a zero six")
                    .add("Mul", "c", "x b")
                    .add("Div", "v", "c six")),
        of(
            "hard swish, relu and min",
            "HardSwish",
            g ->
                g.add("Add", "a", "x three")
                    .add("Relu", "b", "a")
                    .add("Min", "c", "b six")
                    .add("Mul", "d", "c sixth")
                    .add("Mul", "v", "d x")),
        of(
            "hard swish, hard sigmoid",
            "HardSwish",
            g ->
                g.add("HardSigmoid", "a", "x", TestNodes.real("alpha", 1 / 6f))
                    .add("Mul", "v", "x a")),
        of("hard swish itself", "HardSwish", g -> g.add("HardSwish", "v", "x")),
        of(
            "Mish",
            "Mish",
            g -> g.add("Softplus", "a", "x").add("Tanh", "b", "a").add("Mul", "v", "x b")),
        of(
            "Mish by logarithm",
            "Mish",
            g ->
                g.add("Exp", "e", "x")
                    .add("Add", "f", "e one")
                    .add("Log", "a", "f")
                    .add("Tanh", "b", "a")
                    .add("Mul", "v", "x b")),
        of(
            "Softplus with its threshold, PyTorch",
            "Softplus",
            g ->
                g.floats("far", NUMBER, 20)
                    .add("Softplus", "a", "x")
                    .add("Greater", "m", "x far")
                    .add("Where", "v", "m x a")),
        of(
            "Mish with softplus's threshold, PyTorch",
            "Mish",
            g ->
                g.floats("far", NUMBER, 20)
                    .add("Softplus", "a", "x")
                    .add("Greater", "m", "x far")
                    .add("Where", "s", "m x a")
                    .add("Tanh", "b", "s")
                    .add("Mul", "v", "x b")),
        new Case("Gelu itself", "Gelu", 20, g -> g.add("Gelu", "v", "x")),
        new Case(
            "Gelu by tanh itself",
            "Gelu",
            20,
            g -> g.add("Gelu", "v", "x", TestNodes.text("approximate", "tanh"))),
        new Case("Mish itself", "Mish", 18, g -> g.add("Mish", "v", "x")));
  }

  static Stream<Case> normalisations() {
    Consumer<TestGraph> centred =
        g -> g.add("ReduceMean", "m", "x", axes(-1)).add("Sub", "d", "x m");
    return Stream.of(
        of(
            "layer normalisation, PyTorch",
            "LayerNormalization",
            g -> {
              centred.accept(g);
              g.add("Pow", "s", "d two")
                  .add("ReduceMean", "n", "s", axes(-1))
                  .add("Add", "e", "n epsilon")
                  .add("Sqrt", "q", "e")
                  .add("Div", "z", "d q")
                  .add("Mul", "g", "z scale")
                  .add("Add", "v", "g shift");
            }),
        of(
            "without scale and shift, reciprocal, product",
            "LayerNormalization",
            g -> {
              centred.accept(g);
              g.add("Mul", "s", "d d")
                  .add("ReduceMean", "n", "s", axes(-1))
                  .add("Add", "e", "n epsilon")
                  .add("Sqrt", "q", "e")
                  .add("Reciprocal", "r", "q")
                  .add("Mul", "v", "d r");
            }),
        of(
            "by a power",
            "LayerNormalization",
            g -> {
              centred.accept(g);
              g.add("Mul", "s", "d d")
                  .add("ReduceMean", "n", "s", axes(-1))
                  .add("Add", "e", "n epsilon")
                  .add("Pow", "r", "e minus")
                  .add("Mul", "z", "d r")
                  .add("Mul", "g", "scale z")
                  .add("Add", "v", "g shift");
            }),
        of(
            "tf2onnx",
            "LayerNormalization",
            g -> {
              centred.accept(g);
              g.add("Mul", "s", "d d")
                  .add("ReduceMean", "n", "s", axes(-1))
                  .add("Add", "e", "n epsilon")
                  .add("Sqrt", "q", "e")
                  .add("Reciprocal", "r", "q")
                  .add("Mul", "k", "r scale")
                  .add("Mul", "z", "x k")
                  .add("Mul", "o", "m k")
                  .add("Sub", "t", "shift o")
                  .add("Add", "v", "z t");
            }),
        of(
            "over channels",
            "Transpose LayerNormalization Transpose",
            g ->
                g.add("ReduceMean", "m", "x", axes(1))
                    .add("Sub", "d", "x m")
                    .add("Pow", "s", "d two")
                    .add("ReduceMean", "n", "s", axes(1))
                    .add("Add", "e", "n epsilon")
                    .add("Sqrt", "q", "e")
                    .add("Div", "z", "d q")
                    .add("Mul", "g", "scales z")
                    .add("Add", "v", "g shifts")),
        of(
            "over planes",
            "LayerNormalization",
            g ->
                g.add("ReduceMean", "m", "x", axes(1, 2, 3))
                    .add("Sub", "d", "x m")
                    .add("Pow", "s", "d two")
                    .add("ReduceMean", "n", "s", axes(1, 2, 3))
                    .add("Add", "e", "n epsilon")
                    .add("Sqrt", "q", "e")
                    .add("Div", "v", "d q")));
  }

  private static ai.onnx.proto.OnnxMl.AttributeProto axes(long... axes) {
    return TestGraph.attributes("axes", axes);
  }

  static Stream<Case> all() {
    return Stream.concat(activations(), normalisations())
        .map(c -> new Case(c.name, c.operators, c.opset, g -> c.nodes.accept(numbers(g))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void becomesOneLayerThatComputesTheSame(Case given) throws OrtException {
    byte[] file = given.graph().bytes();
    try (OnnxNetwork network = given.graph().open(SIDE, SIDE)) {
      List<String> wanted =
          Stream.concat(
                  Stream.of(given.operators.split(" ")),
                  Stream.of("GlobalAveragePool", "Reshape", "Gemm"))
              .toList();
      assertEquals(wanted, operators(network));
      same(network, file);
      same(network, OnnxWriter.bytes(network));
      // the last value of the parts has kept its name
      assertEquals(
          "v",
          network.origin().values().stream()
              .filter(value -> value.number() == wanted.size() - 3)
              .findFirst()
              .orElseThrow()
              .name());
    }
  }

  private static List<String> operators(OnnxNetwork network) {
    return network.graph().layers().stream().map(layer -> layer.operator()).toList();
  }

  private static void same(OnnxNetwork network, byte[] file) throws OrtException {
    float[] image = Fixtures.normal(7, 3 * SIDE * SIDE);
    for (int i = 0; i < image.length; i++) {
      image[i] *= 3;
    }
    float[] wanted = OnnxRuntimePeer.run(file, image, 1, 3, SIDE, SIDE);
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(image, new Shape(1, 3, SIDE, SIDE));
      float[] got =
          Gradients.without(() -> network.graph().forward(x, LayerRule.PLAIN).toFloatArray());
      assertArrayEquals(wanted, got, 1e-5f);
    }
  }

  @Test
  void aValueThatAnotherLayerTakesIsKept() throws OrtException {
    TestGraph graph =
        numbers(new TestGraph(17, 0, 3, SIDE, SIDE))
            .add("Sigmoid", "a", "x")
            .add("Mul", "b", "x a")
            .add("Add", "v", "a b")
            .logits("v");
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      assertTrue(operators(network).containsAll(List.of("Sigmoid", "Mul")));
      same(network, graph.bytes());
    }
  }

  @Test
  void otherConstantsAreNoKnownFunction() throws OrtException {
    TestGraph graph =
        numbers(new TestGraph(17, 0, 3, SIDE, SIDE))
            .add("Add", "a", "x two")
            .add("Clip", "b", "a zero six")
            .add("Mul", "v", "x b")
            .logits("v");
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      assertEquals(
          List.of("Mul", "Clip", "Mul", "GlobalAveragePool", "Reshape", "Gemm"),
          operators(network));
      same(network, graph.bytes());
    }
  }

  @Test
  void aThresholdThatChangesTheValueIsKept() throws OrtException {
    TestGraph graph =
        numbers(new TestGraph(17, 0, 3, SIDE, SIDE))
            .add("Softplus", "a", "x")
            .add("Greater", "m", "x half")
            .add("Where", "v", "m x a")
            .logits("v");
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      assertEquals(List.of("Softplus", "Greater", "Where"), operators(network).subList(0, 3));
      same(network, graph.bytes());
    }
  }

  @Test
  void aGateOfAnotherValueIsNoActivation() throws OrtException {
    TestGraph graph =
        numbers(new TestGraph(17, 0, 3, SIDE, SIDE))
            .add("Sin", "s", "x")
            .add("Sigmoid", "a", "s")
            .add("Mul", "v", "x a")
            .logits("v");
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      assertTrue(operators(network).contains("Sigmoid"));
      same(network, graph.bytes());
    }
  }
}
