package org.segmentattribution.saliency.gradient;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import java.util.concurrent.atomic.AtomicReference;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.FeatureLayers;
import org.segmentattribution.saliency.structure.FeaturePlanes;

/**
 * ReLU(Σ_c mean_hw(∂f/∂A_c) A_c) (Selvaraju et al. 2017, equations 1 and 2), resized to the input
 * bilinearly. A is the last plane of values on which alone everything after it depends, without
 * pooling: in a plain network, the output of the last ReLU of the features. {@link FeatureLayers}
 * follows the order of its axes through the network: channels may be last, and places may be rows
 * of patches with or without a class token.
 *
 * @param raw whether the map keeps the size of A
 * @param layer name of the layer that makes A; empty = chosen as described
 */
public record GradCam(boolean raw, String layer) implements AttributionMethod {

  /** Returns [N, 1, h, w]. */
  @Override
  public NDArray attribute(ExplainedBatch batch) {
    FeaturePlanes planes = batch.features().chosen("grad-cam", layer);
    AtomicReference<NDArray> values = new AtomicReference<>();
    LayerRule rule =
        (step, inputs) -> {
          NDArray out = step.forward(inputs);
          if (step != planes.layer()) {
            return out;
          }
          NDArray leaf = ExplainedBatch.leaf(out.stopGradient());
          out.close();
          values.set(leaf);
          return leaf.reshape(leaf.getShape());
        };
    NDArray logits = batch.forward(batch::input, rule);
    batch.backwardKeeping(logits, null);
    NDArray a = planes.planes(values.get().stopGradient());
    NDArray gradient = planes.planes(values.get().getGradient());
    NDArray weight = gradient.mean(new int[] {3}, true).mean(new int[] {2}, true);
    NDArray map = a.mul(weight).sum(new int[] {1}, true).maximum(0f);
    return raw ? map : enlarged(map, batch.input());
  }

  static NDArray enlarged(NDArray map, NDArray input) {
    int height = Math.toIntExact(input.getShape().get(2));
    int width = Math.toIntExact(input.getShape().get(3));
    NDArray last = map.transpose(0, 2, 3, 1);
    return NDImageUtils.resize(last, width, height, Image.Interpolation.BILINEAR)
        .transpose(0, 3, 1, 2);
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    network.features().chosen(name, layer);
  }
}
