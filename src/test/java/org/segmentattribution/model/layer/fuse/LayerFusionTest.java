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

  private static Case of(String name, String operators, String nodes) {
    return new Case(name, operators, 17, graph -> graph.nodes(nodes));
  }

  private static TestGraph numbers(TestGraph g) {
    return g.floats("half", NUMBER, 0.5f)
        .floats("one", NUMBER, 1)
        .floats("two", NUMBER, 2)
        .floats("three", NUMBER, 3)
        .floats("six", NUMBER, 6)
        .floats("sixth", NUMBER, 1 / 6f)
        .floats("far", NUMBER, 20)
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
            "a = Div x root; b = Erf a; c = Add b one; d = Mul x c; v = Mul d half"),
        of(
            "GELU, half first",
            "Gelu",
            "h = Mul half x; a = Mul x inverse; b = Erf a; c = Add one b; v = Mul c h"),
        of(
            "GELU, half inside",
            "Gelu",
            "a = Mul x inverse; b = Erf a; c = Mul b half; d = Add c half; v = Mul d x"),
        of(
            "GELU by tanh, PyTorch",
            "Gelu",
            "s = Mul x x; p = Mul s x; a = Mul cube p; b = Add x a; c = Mul b pi; d = Tanh c;"
                + " e = Add d one; h = Mul x half; v = Mul h e"),
        of(
            "GELU by tanh, a power",
            "Gelu",
            "p = Pow x three; a = Mul p cube; b = Add x a; c = Mul b pi; d = Tanh c;"
                + " e = Add one d; f = Mul e half; v = Mul x f"),
        of("SiLU", "Swish", "a = Sigmoid x; v = Mul x a"),
        of("quick GELU", "Swish", "a = Mul x quick; b = Sigmoid a; v = Mul x b"),
        of(
            "hard swish, clip",
            "HardSwish",
            "a = Add x three; b = Clip a zero six; c = Mul x b; v = Div c six"),
        of(
            "hard swish, relu and min",
            "HardSwish",
            "a = Add x three; b = Relu a; c = Min b six; d = Mul c sixth; v = Mul d x"),
        new Case(
            "hard swish, hard sigmoid",
            "HardSwish",
            17,
            g ->
                g.add("HardSigmoid", "a", "x", TestNodes.real("alpha", 1 / 6f))
                    .add("Mul", "v", "x a")),
        of("hard swish itself", "HardSwish", "v = HardSwish x"),
        of("Mish", "Mish", "a = Softplus x; b = Tanh a; v = Mul x b"),
        of(
            "Mish by logarithm",
            "Mish",
            "e = Exp x; f = Add e one; a = Log f; b = Tanh a; v = Mul x b"),
        of(
            "Softplus with its threshold, PyTorch",
            "Softplus",
            "a = Softplus x; m = Greater x far; v = Where m x a"),
        of(
            "Mish with softplus's threshold, PyTorch",
            "Mish",
            "a = Softplus x; m = Greater x far; s = Where m x a; b = Tanh s; v = Mul x b"),
        new Case("Gelu itself", "Gelu", 20, g -> g.add("Gelu", "v", "x")),
        new Case(
            "Gelu by tanh itself",
            "Gelu",
            20,
            g -> g.add("Gelu", "v", "x", TestNodes.text("approximate", "tanh"))),
        new Case("Mish itself", "Mish", 18, g -> g.add("Mish", "v", "x")));
  }

  /** Less the mean. */
  private static String centred(String axes) {
    return "m = ReduceMean(%s) x; d = Sub x m; ".formatted(axes);
  }

  /** The square of the deviation. */
  private static String variance(String square, String axes) {
    return "s = %s; n = ReduceMean(%s) s; e = Add n epsilon; ".formatted(square, axes);
  }

  static Stream<Case> normalisations() {
    String power = centred("-1") + variance("Pow d two", "-1");
    String product = centred("-1") + variance("Mul d d", "-1");
    return Stream.of(
        of(
            "layer normalisation, PyTorch",
            "LayerNormalization",
            power + "q = Sqrt e; z = Div d q; g = Mul z scale; v = Add g shift"),
        of(
            "without scale and shift, reciprocal, product",
            "LayerNormalization",
            product + "q = Sqrt e; r = Reciprocal q; v = Mul d r"),
        of(
            "by a power",
            "LayerNormalization",
            product + "r = Pow e minus; z = Mul d r; g = Mul scale z; v = Add g shift"),
        of(
            "tf2onnx",
            "LayerNormalization",
            product
                + "q = Sqrt e; r = Reciprocal q; k = Mul r scale; z = Mul x k; o = Mul m k;"
                + " t = Sub shift o; v = Add z t"),
        of(
            "over channels",
            "Transpose LayerNormalization Transpose",
            centred("1")
                + variance("Pow d two", "1")
                + "q = Sqrt e; z = Div d q; g = Mul scales z; v = Add g shifts"),
        of(
            "over planes",
            "LayerNormalization",
            centred("1,2,3") + variance("Pow d two", "1,2,3") + "q = Sqrt e; v = Div d q"));
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

  /** The operators that a network has, which computes what ONNX Runtime does. */
  private static List<String> imported(String nodes) throws OrtException {
    TestGraph graph = numbers(new TestGraph(17, 0, 3, SIDE, SIDE)).nodes(nodes).logits("v");
    try (OnnxNetwork network = graph.open(SIDE, SIDE)) {
      same(network, graph.bytes());
      return operators(network);
    }
  }

  @Test
  void aValueThatAnotherLayerTakesIsKept() throws OrtException {
    List<String> kept = imported("a = Sigmoid x; b = Mul x a; v = Add a b");
    assertTrue(kept.containsAll(List.of("Sigmoid", "Mul")), kept.toString());
  }

  @Test
  void otherConstantsAreNoKnownFunction() throws OrtException {
    assertEquals(
        List.of("Mul", "Clip", "Mul", "GlobalAveragePool", "Reshape", "Gemm"),
        imported("a = Add x two; b = Clip a zero six; v = Mul x b"));
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
    assertTrue(imported("s = Sin x; a = Sigmoid s; v = Mul x a").contains("Sigmoid"));
  }
}
