package org.segmentattribution.model.huggingface.network;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.file.WeightFiles;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** Finds the network of a folder's weights by the architecture that {@code config.json} names. */
public final class FolderNetworks {
  private static final Map<String, BiFunction<ModuleGraph, NetworkConfig, String>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "ConvNextForImageClassification", ConvNextNetwork::build,
              "Dinov2ForImageClassification", Dinov2Network::build,
              "ResNetForImageClassification", ResNetNetwork::build,
              "SwinForImageClassification", SwinNetwork::build,
              "ViTForImageClassification", VitNetwork::build));

  /** Tensors that training or other tasks need. */
  private static final String IGNORED =
      ".*\\.num_batches_tracked|.*\\.relative_position_index|.*\\.mask_token|.*\\.pooler\\..*";

  private FolderNetworks() {}

  /**
   * Describes the network over its tensors.
   *
   * @param input (C, H, W)
   * @return a graph as if read from an ONNX file, whose path is that of the configuration
   * @throws WrongInput in one line that names file and key, if the network is not known or the
   *     tensors are not its own
   */
  public static OnnxFile describe(FolderJson config, WeightFiles weights, Shape input) {
    BiFunction<ModuleGraph, NetworkConfig, String> family = family(config);
    ModuleGraph graph = new ModuleGraph(weights);
    String logits = family.apply(graph, new NetworkConfig(config, input.get(1), input.get(2)));
    graph.requireAllUsed(IGNORED);
    return OnnxFile.parse(
        config.file(),
        graph.endingIn(logits, input.getShape()).toByteArray(),
        graph.tensors().files());
  }

  private static BiFunction<ModuleGraph, NetworkConfig, String> family(FolderJson config) {
    boolean timm = config.has("architecture");
    String key = timm ? "architecture" : "architectures";
    if (!config.has(key)) {
      throw config.refuse(key, "is missing" + known("transformers:FOLDER"));
    }
    String name = timm ? config.text(key, "") : config.texts(key).get(0);
    BiFunction<ModuleGraph, NetworkConfig, String> family =
        timm ? TimmNames.family(name) : BY_NAME.get(name);
    if (family == null) {
      String source = timm ? "timm:" + name : "transformers:FOLDER";
      throw config.refuse(key, Quoted.text(name) + " is not built from weights" + known(source));
    }
    if (timm) {
      TimmNames.requireKnown(config.inner("model_args"));
    }
    return family;
  }

  private static String known(String source) {
    return "; known: "
        + String.join(", ", BY_NAME.keySet())
        + ", "
        + TimmNames.KNOWN
        + "; of others scripts/export-onnx.py makes ONNX ("
        + source
        + ")";
  }
}
