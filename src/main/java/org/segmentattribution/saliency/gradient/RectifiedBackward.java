package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.Deque;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.Rectifiers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gradient with another backward pass at each ReLU: {@code deconvnet} keeps positive gradients
 * (Zeiler, Fergus 2014); {@code guided-backprop} also requires that the ReLU's input is positive
 * and, where the ReLU has a cap, below it (Springenberg et al. 2015). Other nonlinear functions
 * pass the plain gradient, with a warning; a network without a ReLU is refused.
 *
 * @param guided whether the ReLU's input must be positive
 * @param fromLogit whether the pass starts from the logit's value instead of 1
 */
public record RectifiedBackward(boolean guided, boolean fromLogit) implements AttributionMethod {
  private static final Logger LOG = LoggerFactory.getLogger(RectifiedBackward.class);

  /** A ReLU at which the network is cut: its output is a constant, whose gradient is read. */
  private record Cut(NDArray in, NDArray out, float cap) {}

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    Deque<Cut> cuts = new ArrayDeque<>();
    NDArray leaf = ExplainedBatch.leaf(batch.input().duplicate());
    Rectifiers relus = batch.structure().rectifiers();
    LayerRule rule =
        (layer, inputs) -> relus.contains(layer) ? cut(layer, inputs, cuts) : layer.forward(inputs);
    NDArray logits = batch.forward(() -> leaf, rule);
    float[] seeds = new float[batch.size()];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = fromLogit ? batch.explained(i) : 1;
    }
    batch.backwardKeeping(logits, seeds);
    // last ReLU first: the gradients of everything after it are known by then
    while (!cuts.isEmpty()) {
      Cut cut = cuts.pop();
      if (cut.out.hasGradient()) {
        try (NDArray back = back(cut)) {
          Gradients.backwardKeeping(cut.in, back);
        }
      }
      cut.in.close();
      cut.out.close();
    }
    return leaf.getGradient();
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    LoadedClassifier classifier = network.classifier();
    Rectifiers relus = network.structure().rectifiers();
    String others = String.join(", ", relus.others());
    if (relus.isEmpty()) {
      throw new WrongInput(
          name
              + " changes the gradient at ReLUs alone, and "
              + classifier.name()
              + " has none"
              + (others.isEmpty() ? "" : " (it has " + others + ")")
              + "; gradient, integrated-gradients, smoothgrad and grad-cam are defined");
    }
    if (!others.isEmpty()) {
      LOG.warn(
          "{}: {} has {} besides ReLUs: there it is the plain gradient",
          name,
          classifier.name(),
          others);
    }
  }

  private static NDArray cut(Layer layer, NDList inputs, Deque<Cut> cuts) {
    NDArray in = inputs.singletonOrThrow();
    NDArray out = ExplainedBatch.leaf(Gradients.without(() -> layer.forward(inputs)));
    cuts.push(new Cut(in.reshape(in.getShape()), out, Rectifiers.cap(layer)));
    return out.reshape(out.getShape());
  }

  private NDArray back(Cut cut) {
    NDArray incoming = cut.out.getGradient().maximum(0f);
    if (!guided) {
      return incoming;
    }
    try (incoming;
        NDArray positive = cut.out.gt(0);
        NDArray below = cut.out.lt(cut.cap);
        NDArray open = positive.logicalAnd(below)) {
      return incoming.mul(open.toType(incoming.getDataType(), false));
    }
  }
}
