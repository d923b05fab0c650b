package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LeakyRelu;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.relevance.Relevance;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * DeepLIFT with the rescale rule (Shrikumar, Greenside, Kundaje 2017, section 3.5.2): at each
 * nonlinearity the derivative is replaced by Δout/Δin against a baseline, and the result of the
 * backward pass is multiplied by x - x₀. Where |Δin| is below 1e-10 the derivative is kept. At max
 * pooling a rise of a window's maximum goes to the winner of the image, a fall to that of the
 * baseline: it rose, or fell, at least as far, so that every multiplier lies in [0, 1] and the sum
 * stays exact. {@link ChangeRules} shares the change of products, softmax and normalisations.
 */
public record DeepLift(Baseline baseline) implements AttributionMethod {
  /** A differentiable value for the image, and a constant one for the baseline, in one shape. */
  private record Pair(NDArray image, NDArray reference) {
    void close() {
      image.close();
      reference.close();
    }
  }

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    NDArray leaf = ExplainedBatch.leaf(batch.input().duplicate());
    NDArray start = batch.input().zerosLike().addi(baseline.of(batch.input(), batch.firstImage()));
    Pair last =
        batch.walk(
            graph -> graph.walk(new Pair(leaf, start), DeepLift::run, Pair::close), Pair::image);
    return batch.backward(leaf, last.image, null).mul(batch.input().sub(start));
  }

  private static Pair run(Layer layer, List<Pair> inputs) {
    NDList references = new NDList();
    inputs.forEach(pair -> references.add(pair.reference));
    NDArray reference = Gradients.without(() -> layer.forward(references));
    if (linear(layer)) {
      NDList images = new NDList();
      inputs.forEach(pair -> images.add(pair.image));
      return new Pair(layer.forward(images), reference);
    }
    NDManager outer = inputs.get(0).image.getManager();
    try (NDManager scope = outer.newSubManager()) {
      List<NDArray> images = inputs.stream().map(pair -> local(pair.image, scope)).toList();
      List<NDArray> before = inputs.stream().map(pair -> local(pair.reference, scope)).toList();
      NDArray out =
          ChangeRules.cover(layer)
              ? ChangeRules.forward(layer, images, before, value(layer, images))
              : nonlinear(layer, images.get(0), before.get(0), reference);
      out.attach(outer);
      return new Pair(out, reference);
    }
  }

  /** Returns a view in a scope, in which all arrays made from it live. */
  private static NDArray local(NDArray array, NDManager scope) {
    NDArray view = array.reshape(array.getShape());
    view.attach(scope);
    return view;
  }

  private static NDArray value(Layer layer, List<NDArray> images) {
    return Gradients.without(() -> layer.forward(new NDList(images)));
  }

  private static boolean linear(Layer layer) {
    return layer.gradientIsProportional()
        && !(layer instanceof MaxPooling)
        && !(layer instanceof Relu)
        && !(layer instanceof LeakyRelu);
  }

  /** Computes a nonlinear function; new arrays live in the manager of x. */
  private static NDArray nonlinear(
      Layer layer, NDArray x, NDArray inReference, NDArray outReference) {
    NDArray value = value(layer, List.of(x));
    if (layer instanceof MaxPooling pooling) {
      return PoolingDifference.forward(pooling, x, inReference, value);
    }
    NDArray rise = Gradients.without(() -> value.sub(outReference));
    NDArray way = Gradients.without(() -> x.sub(inReference));
    NDArray same =
        Gradients.without(
            () -> way.abs().lt(PoolingDifference.SAME).toType(x.getDataType(), false));
    // 1 / Δin, and 0 where the derivative is kept
    NDArray inverse = Gradients.without(() -> same.neg().addi(1f).divi(way.add(same)));
    NDArray multiplier = Gradients.without(() -> rise.mul(inverse));
    NDArray kept = layer.forward(new NDList(x)).mul(same);
    return Surrogate.withValue(x.mul(multiplier).addi(kept), value);
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    LoadedClassifier classifier = network.classifier();
    for (Layer layer : classifier.graph().layers()) {
      boolean single =
          layer instanceof Elementwise || layer instanceof Clipping || layer instanceof Power;
      if (!layer.gradientIsProportional() && !single && !ChangeRules.cover(layer)) {
        throw Relevance.refusal(classifier, name, layer);
      }
    }
  }
}
