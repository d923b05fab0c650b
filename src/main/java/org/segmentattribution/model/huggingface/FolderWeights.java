package org.segmentattribution.model.huggingface;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.segmentattribution.model.InputFacts;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.file.WeightFiles;
import org.segmentattribution.model.huggingface.network.FolderNetworks;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * The safetensors of a folder.
 *
 * @param name of the folder
 * @param device that computes
 * @param config the folder's
 * @param weights its tensors
 * @param fit to the folder's declaration
 */
record FolderWeights(
    String name, String device, FolderJson config, WeightFiles weights, FolderFit fit)
    implements OpenedModel {
  private static final long CHANNELS = 3;

  @Override
  public InputFacts facts() {
    return new InputFacts(channels(), false, false);
  }

  private long channels() {
    return timm() == null ? config.size("num_channels", CHANNELS) : timm()[0];
  }

  /** Channels, height and width that timm's configuration gives; null where it gives none. */
  private long[] timm() {
    FolderJson data = config.inner("pretrained_cfg");
    boolean given = data != null && data.get("input_size").size() == 3;
    return given ? data.sizes("input_size") : null;
  }

  @Override
  public long[] inputShape() {
    if (timm() != null) {
      return timm();
    }
    long side = config.get("image_size").isNumber() ? config.size("image_size") : -1;
    return new long[] {channels(), side, side};
  }

  @Override
  public LoadedClassifier load(ModelDeclaration declaration, Shape input) throws IOException {
    try {
      OnnxFile described = FolderNetworks.describe(config, weights, input);
      OnnxNetwork network =
          OnnxNetwork.build(
              described, (int) input.get(1), (int) input.get(2), TorchEngine.device(device));
      try {
        ModelDeclaration fitting = fit.of(declaration, network.outputs(), network.head());
        String sha256 = weights.sha256(config);
        return new FolderClassifier(name, sha256, fitting, network.ofClasses());
      } catch (RuntimeException | IOException e) {
        network.close();
        throw e;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
