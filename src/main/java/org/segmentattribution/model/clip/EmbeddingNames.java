package org.segmentattribution.model.clip;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;

/** What exporters call the inputs and outputs of the two towers. */
final class EmbeddingNames {
  /** Input of the tower for pictures. */
  static final String PICTURES = "pixel_values";

  /** Tokens, and which of them are not filled up. */
  static final String TOKENS = "input_ids";

  static final String MASK = "attention_mask";

  /** Places of the tokens. */
  static final String PLACES = "position_ids";

  /** Inputs of the tower for texts. */
  static final Set<String> TEXT_INPUTS = Set.of(TOKENS, MASK, PLACES);

  /** Logits of a graph that holds both towers. */
  static final String LOGITS = "logits_per_image";

  /** Embedding of pictures. */
  static final String IMAGES = "image_embeds";

  private static final String TEXTS = "text_embeds";

  /** SigLIP has no projection, so its pooled output is the embedding. */
  private static final String POOLED = "pooler_output";

  private EmbeddingNames() {}

  /** Name of the embedding of pictures among the outputs of a graph. */
  static String ofImages(TwoTowers towers, GraphProto graph) {
    List<String> names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return one(towers, towers.files().images(), names, IMAGES, "CLIPVisionModelWithProjection");
  }

  /** Name of the embedding of texts among the outputs of a graph. */
  static String ofTexts(TwoTowers towers, Collection<String> names) {
    return one(towers, towers.files().texts(), names, TEXTS, "CLIPTextModelWithProjection");
  }

  private static String one(
      TwoTowers towers, Path file, Collection<String> names, String wanted, String exported) {
    if (names.contains(wanted)) {
      return wanted;
    }
    boolean pooled = towers.family() == TowerFamily.SIGLIP && !towers.files().together();
    if (pooled && names.contains(POOLED)) {
      return POOLED;
    }
    throw new WrongInput(
        Quoted.line(
            file
                + ": has no output "
                + wanted
                + (pooled ? " or " + POOLED : "")
                + ", but "
                + String.join(", ", new ArrayList<>(names))
                + (towers.family() == TowerFamily.CLIP
                    ? "; export transformers' " + exported
                    : "")));
  }

  /** The last size of an output of a graph; -1 where the file does not say it. */
  static long sizeOf(GraphProto graph, String output) {
    for (ValueInfoProto value : graph.getOutputList()) {
      TensorShapeProto shape = value.getType().getTensorType().getShape();
      if (value.getName().equals(output) && shape.getDimCount() > 0) {
        long size = shape.getDim(shape.getDimCount() - 1).getDimValue();
        return size > 0 ? size : -1;
      }
    }
    return -1;
  }
}
