package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;

/**
 * Finds dense layers on rows of which a part alone gets relevance: the values where queries and
 * keys are constants, the class token behind the last attention. Goes back from the logits and
 * marks the values that they reach; what only moves values moves the marks. Immutable.
 */
public final class LiveParts {
  private final Map<Layer, LivePart> parts = new IdentityHashMap<>();
  private final LayerGraph graph;
  private final Roles roles;

  /**
   * Examines a network.
   *
   * @param input one image or more; arrays are made in its manager and closed
   */
  LiveParts(LayerGraph graph, Roles roles, NDArray input) {
    this.graph = graph;
    this.roles = roles;
    boolean rows = graph.layers().stream().anyMatch(LiveParts::hasRows);
    if (rows) {
      try (NDManager scope = input.getManager().newSubManager()) {
        mark(scope, new Shape(1).addAll(input.getShape().slice(1)));
      }
    }
  }

  private static boolean hasRows(Layer layer) {
    return layer instanceof Dense && layer.operator().equals("MatMul");
  }

  /** Returns the part of a layer's output that gets relevance; null if it is the whole. */
  public LivePart of(Layer layer) {
    return parts.get(layer);
  }

  private void mark(NDManager scope, Shape image) {
    List<Shape> shapes = new ArrayList<>(List.of(image));
    for (LayerGraph.Step step : graph.steps()) {
      shapes.add(step.layer().shape(step.inputs().stream().map(shapes::get).toList()));
    }
    NDArray[] marks = new NDArray[shapes.size()];
    marks[shapes.size() - 1] = scope.ones(shapes.get(shapes.size() - 1));
    for (int k = graph.steps().size() - 1; k >= 0; k--) {
      LayerGraph.Step step = graph.steps().get(k);
      NDArray mark = marks[k + 1];
      if (mark == null) {
        continue;
      }
      Shape out = shapes.get(k + 1);
      if (hasRows(step.layer()) && out.dimension() == 3) {
        int rows = Math.toIntExact(out.get(1));
        int columns = Math.toIntExact(out.get(2));
        parts.put(step.layer(), LivePart.around(mark.toFloatArray(), rows, columns));
      }
      List<Shape> in = step.inputs().stream().map(shapes::get).toList();
      List<NDArray> before = before(step.layer(), mark, in);
      for (int i = 0; i < before.size(); i++) {
        int from = step.inputs().get(i);
        if (from > 0 && before.get(i) != null && roles.of(step.layer()).reaches(i)) {
          marks[from] = marks[from] == null ? before.get(i) : marks[from].maximum(before.get(i));
        }
      }
      marks[k + 1] = null;
      mark.close();
    }
  }

  /** Returns the marks of a layer's inputs, 1 where its marked outputs may depend on them. */
  private static List<NDArray> before(Layer layer, NDArray mark, List<Shape> inputs) {
    if (LayerKinds.moves(layer)) {
      return moved(layer, mark, inputs);
    }
    boolean single =
        layer instanceof Elementwise
            || layer instanceof Relu
            || layer instanceof Clipping
            || layer instanceof Scale
            || layer instanceof Addition
            || layer instanceof Arithmetic;
    boolean row = layer instanceof LayerNormalization || hasRows(layer);
    List<NDArray> before = new ArrayList<>();
    for (Shape shape : inputs) {
      boolean kept = single && shape.equals(mark.getShape());
      int last = shape.dimension() - 1;
      NDArray all = mark.getManager().ones(shape);
      if (row) {
        all = mark.max(new int[] {last}, true).mul(all);
      }
      before.add(kept ? mark.duplicate() : all);
    }
    return before;
  }

  private static List<NDArray> moved(Layer layer, NDArray mark, List<Shape> inputs) {
    NDList leaves = new NDList();
    for (Shape shape : inputs) {
      NDArray leaf = mark.getManager().zeros(shape);
      leaf.setRequiresGradient(true);
      leaves.add(leaf);
    }
    Gradients.backward(Gradients.with(() -> layer.forward(leaves)), mark);
    List<NDArray> before = new ArrayList<>();
    leaves.forEach(leaf -> before.add(leaf.hasGradient() ? leaf.getGradient().sign() : null));
    return before;
  }
}
