package org.segmentattribution.model.training;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/** A network of its own with the weights of a classifier, so it can be trained. */
public final class CopiedNetwork {
  private CopiedNetwork() {}

  /**
   * Returns a copy, which the caller closes.
   *
   * @param trained a classifier whose layers are known; not closed
   * @param device device of the copy
   * @throws WrongInput where the file holds no layers
   */
  public static OnnxNetwork of(LoadedClassifier trained, String device) {
    requireLayers(trained);
    int classes = trained.declaration().classes().size();
    return of(trained, trained.graph(), classes, TorchEngine.device(device));
  }

  static void requireLayers(LoadedClassifier trained) {
    if (!trained.layered()) {
      throw new WrongInput(
          trained.name() + " is TorchScript, whose layers are not known; export it to ONNX");
    }
  }

  static OnnxNetwork of(LoadedClassifier trained, LayerGraph layers, int classes, Device device) {
    Shape input = trained.inputShape();
    byte[] model = OnnxWriter.model(layers, input.getShape(), classes).toByteArray();
    OnnxFile file = OnnxFile.parse(Path.of(trained.name() + ".onnx"), model);
    return OnnxNetwork.build(file, (int) input.get(1), (int) input.get(2), device);
  }
}
