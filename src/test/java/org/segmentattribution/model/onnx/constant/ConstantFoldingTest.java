package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestGraph.attribute;
import static org.segmentattribution.model.onnx.TestGraph.attributes;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.TestGraph;

/** Constants that a file computes are what ONNX Runtime makes of them. */
class ConstantFoldingTest {
  /**
   * A file that computes a constant.
   *
   * @param name for messages
   * @param nodes makes {@code c} of the constants i, [3, 4] of integers, and f, [3, 4] of reals
   */
  record Case(String name, UnaryOperator<TestGraph> nodes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String operator, String inputs, UnaryOperator<TestGraph> constants) {
    return new Case(operator + " " + inputs, g -> constants.apply(g).add(operator, "c", inputs));
  }

  static List<Case> cases() {
    UnaryOperator<TestGraph> two =
        g -> g.integers("two", new long[0], 2).integers("row", 3, -2, 5, -7);
    UnaryOperator<TestGraph> slices =
        g ->
            g.integers("last", -1, 3)
                .integers("before", Long.MIN_VALUE, 0)
                .integers("axes", 0, 1)
                .integers("back", -1, -2)
                .integers("from", 0, 1)
                .integers("to", Long.MAX_VALUE, -1)
                .integers("forth", 2, 1);
    return List.of(
        of("Slice", "i last before axes back", slices),
        of("Slice", "f from to axes forth", slices),
        of("Mod", "i two", two),
        of("Mod", "i row", two),
        of("Div", "i row", two),
        of("Sub", "row i", two),
        of("Mul", "i i", two),
        of("Min", "i row two", two),
        of("Max", "f f", two),
        of("Pow", "f two", two),
        of("Equal", "i two", two),
        of("Less", "f f", two),
        of("Where", "m i two", g -> two.apply(g).add("Greater", "m", "i two")),
        of("Expand", "row s", g -> two.apply(g).integers("s", 2, 3, 1)),
        of("Tile", "f s", g -> g.integers("s", 2, 3)),
        of("Transpose", "i", g -> g),
        of("NonZero", "i", g -> g),
        of("Pad", "i p zero", g -> g.integers("p", 1, 0, 2, 3).integers("zero", new long[0], 9)),
        of("Range", "a b s", g -> range(g)),
        of("ScatterND", "f at u", g -> scattered(g)),
        of("Trilu", "f", g -> g),
        new Case("Reshape 0 -1", g -> g.integers("s", 0, -1, 2).add("Reshape", "c", "i s")),
        new Case(
            "Gather",
            g -> g.integers("at", 1, -1).add("Gather", "c", "f at", attribute("axis", 1))),
        new Case("Concat", g -> g.add("Concat", "c", "i i", attribute("axis", -1))),
        new Case("Unsqueeze", g -> g.integers("a", 0, -1).add("Unsqueeze", "c", "f a")),
        new Case("Flatten", g -> g.add("Flatten", "c", "i", attribute("axis", 0))),
        new Case("ReduceMean", g -> g.add("ReduceMean", "c", "f", attributes("axes", 1))),
        new Case("ReduceProd", g -> g.add("ReduceProd", "c", "i", attributes("axes", 0))),
        new Case("ReduceL2", g -> g.add("ReduceL2", "c", "f", attributes("axes", 0, 1))),
        new Case("Cast", g -> g.add("Cast", "c", "f", attribute("to", 7))),
        new Case("Shape", g -> g.add("Shape", "c", "f")),
        new Case("Floor", g -> g.add("Floor", "c", "f")),
        new Case("Sqrt of Abs", g -> g.add("Abs", "a", "f").add("Sqrt", "c", "a")));
  }

  private static TestGraph range(TestGraph graph) {
    long[] none = {};
    return graph.integers("a", none, 10).integers("b", none, -3).integers("s", none, -3);
  }

  private static TestGraph scattered(TestGraph graph) {
    return graph.integers("at", new long[] {2, 2}, 0, 1, 2, -1).floats("u", new long[] {2}, 50, 60);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithOnnxRuntime(Case tried) throws Exception {
    TestGraph graph =
        tried
            .nodes()
            .apply(
                new TestGraph(14, 0, 3, 4, 4)
                    .integers("i", new long[] {3, 4}, 3, -4, 5, 0, -7, 8, 9, -1, 2, 6, 0, -5)
                    .floats(
                        "f", new long[] {3, 4}, 1.5f, -2, .25f, 4, -3, 6, -.5f, 2, 9, -8, 7, 3));
    graph
        .add("Cast", "real", "c", attribute("to", 1))
        .integers("flat", 1, -1)
        .add("Reshape", "list", "real flat")
        .add("GlobalAveragePool", "mean", "x")
        .add("ReduceMean", "one", "mean", attributes("axes", 1))
        .integers("pair", 0, 1)
        .add("Reshape", "scalar", "one pair")
        .add("Add", "y", "scalar list");
    float[] image = Fixtures.normal(5, 3 * 4 * 4);
    try (OnnxNetwork network = graph.open(4, 4)) {
      float[] ours = Fixtures.logits(network, image, 1);
      float[] theirs = OnnxRuntimePeer.run(graph.bytes(), image, 1, 3, 4, 4);
      assertTrue(Fixtures.deviation(theirs, ours) < 1e-6, tried.name());
    }
  }
}
