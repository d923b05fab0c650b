package org.segmentattribution.model.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.function.Function;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * A network that the program builds itself. It is written as ONNX and imported, so that it is
 * handled like a network from a file.
 */
public sealed interface BuiltInArchitecture permits CnnArchitecture, VitArchitecture {
  /**
   * Creates an untrained network, which the caller closes.
   *
   * @param height rows of an image
   * @param width columns of an image
   * @param classes number of logits
   * @param seed equal seeds give equal weights
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   */
  OnnxNetwork create(int height, int width, int classes, long seed, String device);

  /**
   * Refuses pictures that this network cannot take.
   *
   * @throws WrongInput with the reason
   */
  default void requireSize(int height, int width) {}

  /** Writes layers as ONNX and imports them; {@code layers} gets the owner of its arrays. */
  static OnnxNetwork imported(
      int height, int width, int classes, String device, Function<NDManager, LayerGraph> layers) {
    byte[] model;
    try (NDManager scope = TorchEngine.start().newBaseManager(Device.cpu())) {
      long[] image = {3, height, width};
      model = OnnxWriter.model(layers.apply(scope), image, classes).toByteArray();
    }
    OnnxFile file = OnnxFile.parse(Path.of("built-in.onnx"), model);
    return OnnxNetwork.build(file, height, width, TorchEngine.device(device));
  }
}
