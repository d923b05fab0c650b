package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;

/** A classifier that is an {@link OnnxNetwork} with a name and a declaration. */
public interface NetworkClassifier extends LoadedClassifier {
  /** Returns its layers; closed with the classifier. */
  OnnxNetwork network();

  @Override
  default Shape inputShape() {
    return network().input();
  }

  @Override
  default NDArray logits(NDArray input, LayerRule rule) {
    return graph().forward(input, rule);
  }

  @Override
  default LayerGraph graph() {
    return network().graph();
  }

  @Override
  default NDManager newScope() {
    return network().newScope();
  }

  @Override
  default String device() {
    return TorchEngine.name(network().device());
  }

  @Override
  default void close() {
    network().close();
  }
}
