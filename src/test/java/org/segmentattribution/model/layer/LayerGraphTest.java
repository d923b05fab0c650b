package org.segmentattribution.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

/** The order in which layers run and values are freed; how shapes are broadcast. */
class LayerGraphTest {
  private static LayerGraph.Step step(String name, Integer... inputs) {
    Layer layer = inputs.length == 2 ? new Addition(name) : new Relu(name);
    return new LayerGraph.Step(layer, List.of(inputs));
  }

  /** A residual join: c = a(x) + x, and d takes c twice. */
  private static LayerGraph residual() {
    return new LayerGraph(List.of(step("a", 0), step("b", 1, 0), step("c", 2, 2), step("d", 3)));
  }

  @Test
  void aValueIsClosedOnceBehindItsLastLayer() {
    List<String> events = new ArrayList<>();
    String last =
        residual()
            .walk(
                "x",
                (layer, inputs) -> {
                  String made = layer.name() + inputs;
                  events.add(layer.name());
                  return made;
                },
                value -> events.add("-" + value.charAt(0)));
    assertEquals("d[c[b[a[x], x], b[a[x], x]]]", last);
    assertEquals(List.of("a", "b", "-a", "c", "-b", "d", "-c"), events);
  }

  @Test
  void aValueStaysUntilALaterLayerHasIt() {
    LayerGraph graph = new LayerGraph(List.of(step("a", 0), step("b", 1), step("c", 2, 1)));
    List<String> closed = new ArrayList<>();
    graph.walk("x", (layer, inputs) -> layer.name(), closed::add);
    assertEquals(List.of("a", "b"), closed.stream().sorted().toList());
  }

  @Test
  void theOutputIsThatOfTheLastLayerAndTheInputStaysOpen() {
    try (NDManager m = TorchEngine.start().newBaseManager()) {
      NDArray x = m.create(new float[] {-1, 2, 3}, new Shape(1, 3));
      NDArray out = Gradients.without(() -> residual().forward(x));
      // b = max(x, 0) + x, c = 2 b, d = max(c, 0)
      assertArrayEquals(new float[] {0, 8, 12}, out.toFloatArray());
      assertArrayEquals(new float[] {-1, 2, 3}, x.toFloatArray());
    }
  }

  @Test
  void aRuleRunsEachLayer() {
    try (NDManager m = TorchEngine.start().newBaseManager()) {
      NDArray x = m.create(new float[] {-1, 2}, new Shape(1, 2));
      List<String> seen = new ArrayList<>();
      LayerRule twice =
          (layer, inputs) -> {
            seen.add(layer.toString());
            return layer.forward(inputs).mul(2);
          };
      NDArray out =
          Gradients.without(
              () -> new LayerGraph(List.of(step("a", 0), step("b", 1, 1))).forward(x, twice));
      assertArrayEquals(new float[] {0, 16}, out.toFloatArray());
      assertEquals(List.of("Relu a", "Add b"), seen);
    }
  }

  @Test
  void listsAreCopied() {
    List<LayerGraph.Step> steps = new ArrayList<>(List.of(step("a", 0)));
    LayerGraph graph = new LayerGraph(steps);
    steps.clear();
    assertEquals(List.of("a"), graph.layers().stream().map(Layer::name).toList());
  }

  /** numpy.broadcast_shapes. */
  @ParameterizedTest
  @CsvSource({
    "2 3 4, 2 3 4, 2 3 4",
    "2 3 4, 4, 2 3 4",
    "2 1 4, 5 1, 2 5 4",
    "1, 7, 7",
    "3 1 1, 2 3 5 6, 2 3 5 6",
    "1 1 1, 2, 1 1 2",
    "0 3, 1, 0 3",
  })
  void broadcastShapes(String a, String b, String joined) {
    assertEquals(shape(joined), BroadcastShapes.joined(shape(a), shape(b)));
    assertEquals(shape(joined), BroadcastShapes.joined(shape(b), shape(a)));
  }

  @ParameterizedTest
  @CsvSource({"2 3, 2", "2 3, 3 3", "4 1 2, 3"})
  void shapesThatDoNotFit(String a, String b) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> BroadcastShapes.joined(shape(a), shape(b)))
            .getMessage();
    assertEquals(shape(a) + " and " + shape(b) + " do not fit", message);
  }

  /** numpy.matmul. */
  @Test
  void productsOfMatrices() {
    assertEquals(shape("2 3 7"), BroadcastShapes.product(shape("2 3 5"), shape("2 5 7")));
    assertEquals(shape("4 2 3 7"), BroadcastShapes.product(shape("4 1 3 5"), shape("1 2 5 7")));
    assertThrows(
        IllegalArgumentException.class,
        () -> BroadcastShapes.product(shape("2 3 5"), shape("2 3 5")));
    assertThrows(
        IllegalArgumentException.class,
        () -> BroadcastShapes.product(shape("3 5"), shape("1 5 7")));
  }

  @Test
  void theNumberOfElementsNeverOverflows() {
    assertEquals(24, BroadcastShapes.elements(2, 3, 4));
    assertEquals(1, BroadcastShapes.elements());
    assertEquals(0, BroadcastShapes.elements(Long.MAX_VALUE, 2, 0));
    assertEquals(Long.MAX_VALUE, BroadcastShapes.elements(1L << 40, 1L << 40));
    assertEquals(1L << 62, BroadcastShapes.elements(1L << 31, 1L << 31));
  }

  @Test
  void shapesMayDifferAlongOneAxisAlone() {
    BroadcastShapes.requireAlike(shape("2 3 4"), shape("2 9 4"), 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> BroadcastShapes.requireAlike(shape("2 3 4"), shape("2 9 5"), 1));
    assertEquals(shape("2 9 4"), BroadcastShapes.with(shape("2 3 4"), 1, 9));
  }

  private static Shape shape(String sizes) {
    String[] parts = sizes.split(" ");
    long[] all = new long[parts.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Long.parseLong(parts[i]);
    }
    return new Shape(all);
  }
}
