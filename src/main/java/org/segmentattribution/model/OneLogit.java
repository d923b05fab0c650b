package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;

/**
 * A network of one logit f as one of two, -f and f, so that every method explains the logit of the
 * class that is asked for. The negative class gets a last layer of its own, with the weights
 * negated: a rule that tells positive from negative weights (z+, α-β, γ) then sees what speaks for
 * <em>that</em> class, which a map of f with its sign turned would not show. Where weights do not
 * make f themselves, as in a sum of two branches, f is negated after them, and the map is the one
 * of f with its sign turned.
 */
public final class OneLogit {
  private static final float CLOSE = 1e-4f;

  private OneLogit() {}

  /**
   * The layers of both.
   *
   * @param graph that gives [N, 1]
   * @param input (C, H, W)
   * @param manager will own the new weights
   * @return a graph that gives [N, 2]
   */
  public static LayerGraph both(LayerGraph graph, Shape input, NDManager manager) {
    LayerGraph doubled = doubled(graph, input, manager);
    return doubled != null && gives(graph, doubled, input, manager)
        ? doubled
        : negated(graph, manager);
  }

  /** Two rows of weights instead of one; null where no weights make the logit. */
  private static LayerGraph doubled(LayerGraph graph, Shape input, NDManager manager) {
    List<LayerGraph.Step> steps = graph.steps();
    int head = steps.size() - 1;
    while (head > 0 && passes(steps, head)) {
      head--;
    }
    Layer layer = steps.get(head).layer();
    boolean weighs = layer instanceof Dense || layer instanceof Convolution;
    if (!weighs || ((WeightedLayer) layer).bias().size() != 1) {
      return null;
    }
    WeightedLayer one = (WeightedLayer) layer;
    List<LayerGraph.Step> both = new ArrayList<>(steps.subList(0, head));
    both.add(
        new LayerGraph.Step(
            one.withOutputs(twice(one.weight(), manager), twice(one.bias(), manager)),
            steps.get(head).inputs()));
    // pooling keeps its planes; what only reshapes one number has nothing left to do
    boolean plane = layer instanceof Convolution && planes(graph, head, input, manager);
    for (int k = head + 1; plane && k < steps.size() && pools(steps.get(k).layer()); k++) {
      both.add(steps.get(k));
    }
    both.add(
        new LayerGraph.Step(
            new Reshaping(one.name() + ".both", new Shape(2)), List.of(both.size())));
    return new LayerGraph(both);
  }

  /** Whether a step takes the value before it alone, and does nothing to one number. */
  private static boolean passes(List<LayerGraph.Step> steps, int k) {
    boolean before = steps.get(k).inputs().equals(List.of(k));
    long uses = steps.stream().filter(step -> step.inputs().contains(k)).count();
    Layer layer = steps.get(k).layer();
    return before && uses == 1 && (layer instanceof Reshaping || pools(layer));
  }

  private static boolean pools(Layer layer) {
    return layer instanceof GlobalAveragePooling
        || layer instanceof AveragePooling
        || layer instanceof Mean;
  }

  /** Whether a convolution gives more than one pixel. */
  private static boolean planes(LayerGraph graph, int head, Shape input, NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      LayerGraph until = new LayerGraph(graph.steps().subList(0, head + 1));
      NDArray zeros = scope.zeros(new Shape(1).addAll(input));
      return Gradients.without(() -> until.forward(zeros)).getShape().size() > 1;
    }
  }

  private static NDArray twice(NDArray one, NDManager manager) {
    return Gradients.without(
        () -> {
          try (NDArray negative = one.neg()) {
            NDArray both = NDArrays.concat(new NDList(negative, one), 0);
            both.attach(manager);
            return both;
          }
        });
  }

  /** Whether the one graph gives -f and f of the other. */
  private static boolean gives(LayerGraph one, LayerGraph two, Shape input, NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      float[] values = new float[Math.toIntExact(2 * input.size())];
      Random random = new Random(1);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      NDArray x = scope.create(values, new Shape(2).addAll(input));
      float[] f = Gradients.without(() -> one.forward(x)).toFloatArray();
      NDArray both = Gradients.without(() -> two.forward(x));
      if (!both.getShape().equals(new Shape(2, 2))) {
        return false;
      }
      float[] logits = both.toFloatArray();
      boolean same = true;
      for (int i = 0; i < f.length; i++) {
        float room = CLOSE * Math.max(1, Math.abs(f[i]));
        same &=
            Math.abs(logits[2 * i] + f[i]) <= room && Math.abs(logits[2 * i + 1] - f[i]) <= room;
      }
      return same;
    } catch (RuntimeException e) {
      return false; // a shape that does not fit: the other way does
    }
  }

  private static LayerGraph negated(LayerGraph graph, NDManager manager) {
    List<LayerGraph.Step> steps = new ArrayList<>(graph.steps());
    int f = steps.size();
    Shape one = new Shape(1, 1);
    steps.add(
        new LayerGraph.Step(
            new Scale("logit.negated", manager.create(new float[] {-1}, one), manager.zeros(one)),
            List.of(f)));
    steps.add(new LayerGraph.Step(new Concatenation("logit.both", 1), List.of(f + 1, f)));
    return new LayerGraph(steps);
  }
}
