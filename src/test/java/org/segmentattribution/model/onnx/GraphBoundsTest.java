package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Small files that ask for much memory or time are refused before any of it is taken. */
class GraphBoundsTest {
  private static final int SIZE = 16;

  private static TestGraph graph() {
    return new TestGraph(13, 0, 3, SIZE, SIZE);
  }

  private static void assertRefused(TestGraph graph, String... parts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> graph.open(SIZE, SIZE).close())
            .getMessage();
    assertTrue(message.startsWith("net.onnx: "), message);
    assertEquals(1, message.lines().count(), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aValueThatDoublesAtEachNode() {
    TestGraph graph = graph();
    String last = "x";
    for (int i = 0; i < 31; i++) {
      graph.add("Concat", "d" + i, last + " " + last, TestGraph.attribute("axis", 1));
      last = "d" + i;
    }
    // 3 · 16 · 16 · 2^20 is the first that is more than 2^29
    assertRefused(graph.logits(last), "node 'd19' (Concat): makes (3145728, 16, 16) values");
  }

  @Test
  void productsAndPadsThatAreTooLarge() {
    TestGraph outer =
        new TestGraph(13, 0, 3, 96, 96)
            .integers("column", 0, -1, 1)
            .integers("line", 0, 1, -1)
            .add("Reshape", "a", "x column")
            .add("Reshape", "b", "x line");
    outer.add("MatMul", "y", "a b");
    String message =
        assertThrows(IllegalArgumentException.class, () -> outer.open(96, 96).close()).getMessage();
    assertTrue(message.contains("node 'y' (MatMul): makes (27648, 27648) values"), message);
    long wide = 1_000_000;
    assertRefused(
        graph()
            .integers("pads", 0, 0, wide, wide, 0, 0, wide, wide)
            .add("Pad", "padded", "x pads")
            .logits("padded"),
        "node 'padded' (Pad): makes (3, 2000016, 2000016) values");
    assertRefused(
        graph()
            .floats("k", new long[] {3, 1, 1, 1}, 1, 1, 1)
            .add(
                "Conv",
                "c",
                "x k",
                TestGraph.attribute("group", 3),
                TestGraph.attributes("pads", wide, wide, wide, wide),
                TestGraph.attributes("strides", wide, wide))
            .logits("c"),
        "node 'c' (Conv): makes (3, 2000016, 2000016) values");
    assertRefused(
        graph().integers("s", 1, 3, SIZE, wide * SIZE).add("Tile", "t", "x s").logits("t"),
        "node 't' (Tile)");
  }

  @Test
  void constantsThatAreMadeFromNothing() {
    long many = 100_000;
    assertRefused(
        graph().integers("s", many, many).add("ConstantOfShape", "c", "s").add("Add", "y", "x c"),
        "node 'c' (ConstantOfShape): makes a constant of [100000, 100000] values");
    assertRefused(
        graph()
            .floats("one", new long[] {1}, 1)
            .integers("s", many * many)
            .add("Expand", "c", "one s")
            .add("Add", "y", "x c"),
        "node 'c' (Expand)");
    assertRefused(
        graph()
            .floats("one", new long[] {1}, 1)
            .integers("s", many * many)
            .add("Tile", "c", "one s")
            .add("Add", "y", "x c"),
        "node 'c' (Tile)");
    assertRefused(
        graph()
            .integers("from", new long[0], 0)
            .integers("to", new long[0], many * many)
            .integers("step", new long[0], 1)
            .add("Range", "c", "from to step")
            .add("Cast", "f", "c", TestGraph.attribute("to", 1))
            .add("Add", "y", "x f"),
        "node 'c' (Range)");
    TestGraph doubling = graph().floats("d", new long[] {4}, 1, 2, 3, 4);
    String last = "d";
    for (int i = 0; i < 40; i++) {
      doubling.add("Concat", "d" + i, last + " " + last, TestGraph.attribute("axis", 0));
      last = "d" + i;
    }
    assertRefused(doubling.add("Add", "y", "x " + last), "(Concat): makes a constant of");
    TestGraph often = graph().integers("s", 1, 3, SIZE, SIZE);
    last = "x";
    for (int i = 0; i < 60_000; i++) {
      often.add("ConstantOfShape", "c" + i, "s").add("Add", "v" + i, last + " c" + i);
      last = "v" + i;
    }
    assertRefused(often.logits(last), "are the most for all constants of this file");
  }

  @Test
  void aTensorThatClaimsMoreThanItHoldsRaisesNoBound() {
    long many = 100_000;
    TestGraph graph = graph().integers("s", many, many).add("ConstantOfShape", "c", "s");
    graph.floats("claimed", new long[] {Integer.MAX_VALUE, 100});
    assertRefused(graph.add("Add", "y", "x c"), "node 'c' (ConstantOfShape)", "[100000, 100000]");
  }

  @Test
  void chainsOfManyNodesOpenInSeconds() {
    chain(last -> "Relu " + last);
    chain(last -> "Add " + last + " x");
    chain(last -> "Identity " + last);
    chain(last -> "Transpose " + last);
    TestGraph constants = graph().integers("one", 1).add("Shape", "c", "x");
    String name = "c";
    for (int i = 0; i < 60_000; i++) {
      constants.add("Mul", "c" + i, name + " one");
      name = "c" + i;
    }
    TestGraph whole = constants.add("Reshape", "r", "x " + name).logits("r");
    assertTimeout(Duration.ofSeconds(60), () -> whole.open(SIZE, SIZE).close());
  }

  private static void chain(Function<String, String> node) {
    TestGraph graph = graph();
    String last = "x";
    for (int i = 0; i < 60_000; i++) {
      String[] parts = node.apply(last).split(" ", 2);
      graph.add(parts[0], "v" + i, parts[1]);
      last = "v" + i;
    }
    TestGraph whole = graph.logits(last);
    assertTimeout(Duration.ofSeconds(60), () -> whole.open(SIZE, SIZE).close(), last);
  }
}
