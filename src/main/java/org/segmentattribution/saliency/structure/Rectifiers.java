package org.segmentattribution.saliency.structure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;

/**
 * The ReLUs of a network, with a cap (ReLU6) or without. A clip at 0 whose result multiplies
 * another activation, as in a hard sigmoid, is a gate and not a ReLU; a clip of the network's input
 * is none either.
 */
public final class Rectifiers {
  private final Set<Layer> relus = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> others = new TreeSet<>();

  Rectifiers(LayerGraph graph, Normalisation normalisation) {
    List<LayerGraph.Step> steps = graph.steps();
    boolean[] gates = new boolean[steps.size() + 1];
    for (int k = steps.size() - 1; k >= 0; k--) {
      LayerGraph.Step step = steps.get(k);
      Layer layer = step.layer();
      boolean multiplies = layer instanceof Arithmetic && !layer.operator().equals("Sub");
      boolean passes = layer instanceof Scale || LayerKinds.moves(layer);
      if (multiplies || (passes && gates[k + 1])) {
        step.inputs().forEach(from -> gates[from] = true);
      }
      boolean capped = layer instanceof Clipping clip && clip.low() == 0 && !gates[k + 1];
      if (normalisation.contains(layer)) {
        continue;
      }
      if (capped || layer instanceof Relu) {
        relus.add(layer);
      } else if (activates(layer)) {
        others.add(layer.operator());
      }
    }
  }

  private static boolean activates(Layer layer) {
    return !layer.gradientIsProportional()
        && !(layer instanceof Arithmetic)
        && !(layer instanceof MatrixProduct)
        && !(layer instanceof LayerNormalization);
  }

  /** Returns whether a layer is one of them. */
  public boolean contains(Layer layer) {
    return relus.contains(layer);
  }

  /** Returns whether the network has none. */
  public boolean isEmpty() {
    return relus.isEmpty();
  }

  /** Returns the operators of the other nonlinear functions, in alphabetical order. */
  public Set<String> others() {
    return Collections.unmodifiableSet(others);
  }

  /** Returns the value above which a ReLU's output is constant; infinite without a cap. */
  public static float cap(Layer layer) {
    return layer instanceof Clipping clip ? clip.high() : Float.POSITIVE_INFINITY;
  }
}
