package org.segmentattribution.model.huggingface.network;

import java.util.Iterator;
import java.util.Set;
import java.util.function.BiFunction;
import org.segmentattribution.model.huggingface.file.FolderJson;

/** Finds timm's networks by name. */
final class TimmNames {
  /** The names, for messages. */
  static final String KNOWN =
      "timm's vit_*_patch*, deit_*_patch*, convnext_tiny to _xlarge, resnet*";

  /** Arguments that the tensors show or that do nothing after training. */
  private static final Set<String> ARGUMENTS =
      Set.of(
          "num_classes",
          "img_size",
          "patch_size",
          "embed_dim",
          "depth",
          "depths",
          "dims",
          "num_heads",
          "in_chans",
          "global_pool",
          "init_values",
          "layers",
          "channels",
          "stem_width",
          "drop_rate",
          "drop_path_rate",
          "dynamic_img_size",
          "strict_img_size");

  private TimmNames() {}

  /** What builds the network of a name; null for a name that is not known. */
  static BiFunction<ModuleGraph, NetworkConfig, String> family(String name) {
    if (name.matches("(vit|deit3?)_(tiny|small|base|large)_patch\\d+_\\d+")) {
      return TimmVitNetwork::build;
    }
    if (name.matches("convnext_(tiny|small|base|large|xlarge)")) {
      return TimmConvNextNetwork::build;
    }
    return name.matches("resnet(18|26|34|50|101|152)|resnext\\d+_\\d+x\\d+d|wide_resnet\\d+_2")
        ? TimmResNetNetwork::build
        : null;
  }

  /**
   * Refuses arguments of the network that may change what it computes.
   *
   * @param given null for none
   */
  static void requireKnown(FolderJson given) {
    if (given == null) {
      return;
    }
    for (Iterator<String> keys = given.root().fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (given.has(key) && !ARGUMENTS.contains(key)) {
        throw given.refuse(
            key, "is not known for a network of weights; scripts/export-onnx.py makes ONNX of it");
      }
    }
  }
}
