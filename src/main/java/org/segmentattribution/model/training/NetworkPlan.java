package org.segmentattribution.model.training;

import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * A built-in network to train.
 *
 * @param size side of its square input in pixels
 * @param architecture its layers
 * @param training how it is trained
 */
public record NetworkPlan(int size, BuiltInArchitecture architecture, TrainingOptions training) {
  /** Checks that the network takes pictures of this size. */
  public NetworkPlan {
    if (size < 1) {
      throw WrongInput.of("{size} %s: at least 1", size);
    }
    architecture.requireSize(size, size);
  }

  /** Returns how images are brought to the network's input. */
  public Preprocessing input() {
    return Preprocessing.simple(size, size);
  }

  /**
   * Creates the untrained network, which the caller closes.
   *
   * @param classes number of outputs
   * @param seed equal seeds give equal weights
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  public OnnxNetwork create(int classes, long seed, String device) {
    return architecture.create(size, size, classes, seed, device);
  }
}
