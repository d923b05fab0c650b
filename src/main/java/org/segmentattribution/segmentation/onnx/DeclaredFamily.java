package org.segmentattribution.segmentation.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.runtime.OnnxGraph;

/**
 * A family of models that a {@code segmenter.json} can name: its graphs, and what each takes and
 * makes, by the names that the family's class uses. A name without a mark must be there; {@code ?}
 * marks one that may be missing, {@code *} stands for a number.
 */
enum DeclaredFamily {
  CLIPSEG(
      "clipseg",
      graph("model", OnnxContract.CLIPSEG)
          .takes("pixel_values image", "input_ids whole 2", "attention_mask whole 2")
          .makes("logits real 2-4")),
  OWL("owl", owl(), samEncoder(), samDecoder()),
  GROUNDING_DINO("grounding-dino", groundingDino(), samEncoder(), samDecoder()),
  SAM3("sam3", sam3Images(), sam3Texts(), sam3Detector()),
  SAM3_WHOLE(
      "sam3-whole",
      graph("model", OnnxContract.SAM3_WHOLE)
          .takes("pixel_values image", "input_ids whole 2", "attention_mask whole 2")
          .makes(
              "pred_logits real 2-3",
              "pred_masks real 4",
              "presence_logits real 1-3 ?",
              "presence_scores real 1-3 ?")),
  YOLO(
      "yolo",
      graph("model", OnnxContract.YOLO)
          .takes("images image")
          .makes("output0 real 3", "output1 real 4")),
  MASKFORMER(
      "maskformer",
      graph("model", OnnxContract.MASK_QUERIES)
          .takes("pixel_values image", "pixel_mask any 3 ?", "task_inputs whole 2 ?")
          .makes("class_queries_logits real 3", "masks_queries_logits real 4")),
  DETR(
      "detr",
      graph("model", OnnxContract.MASK_QUERIES)
          .takes("pixel_values image", "pixel_mask any 3 ?")
          .makes("logits real 3", "pred_masks real 4", "pred_boxes real 3 ?")),
  FOREGROUND(
      "foreground",
      graph("model", OnnxContract.FOREGROUND)
          .takes("pixel_values image")
          .makes("foreground real 4")),
  DENSE(
      "dense",
      graph("model", OnnxContract.DENSE).takes("pixel_values image").makes("logits any 2-4"));

  private final String type;
  private final List<Graph> graphs;

  DeclaredFamily(String type, Graph... graphs) {
    this.type = type;
    this.graphs = List.of(graphs);
  }

  private static Graph graph(String part, OnnxContract contract) {
    return new Graph(part, contract, List.of(), List.of());
  }

  private static Graph owl() {
    return graph("detector", OnnxContract.OWL)
        .takes("pixel_values image", "input_ids whole 2", "attention_mask whole 2")
        .makes("logits real 3", "pred_boxes real 3");
  }

  private static Graph groundingDino() {
    return graph("detector", OnnxContract.GROUNDING_DINO)
        .takes(
            "pixel_values image",
            "input_ids whole 2",
            "attention_mask any 2",
            "token_type_ids whole 2 ?",
            "position_ids whole 2 ?",
            "text_token_mask any 3 ?",
            "pixel_mask any 3 ?")
        .makes("logits real 3", "boxes real 3 ?", "pred_boxes real 3 ?");
  }

  private static Graph samEncoder() {
    return graph("encoder", OnnxContract.SAM_ENCODER)
        .takes("image image")
        .makes(
            "image_embeddings real 4 ?",
            "image_positional_embeddings real 4 ?",
            "image_embed real 4 ?",
            "high_res_feats_0 real 4 ?",
            "high_res_feats_1 real 4 ?",
            "interm_embeddings real 4-5 ?");
  }

  private static Graph samDecoder() {
    return graph("decoder", OnnxContract.SAM_DECODER)
        .takes(
            "image_embeddings real 4 ?",
            "image_positional_embeddings real 4 ?",
            "image_embed real 4 ?",
            "high_res_feats_0 real 4 ?",
            "high_res_feats_1 real 4 ?",
            "interm_embeddings real 4-5 ?",
            "batched_point_coords real 4 ?",
            "batched_point_labels any 3 ?",
            "point_coords real 3 ?",
            "point_labels any 2 ?",
            "input_points real 4 ?",
            "input_labels any 3 ?",
            "input_boxes real 3 ?",
            "mask_input real 4 ?",
            "has_mask_input any 1 ?",
            "orig_im_size any 1 ?")
        .makes(
            "masks any 4-5 ?",
            "output_masks real 5 ?",
            "iou_predictions real 1-3 ?",
            "pred_masks real 4-5 ?",
            "iou_scores real 2-3 ?",
            "low_res_masks real 4 ?");
  }

  private static Graph sam3Images() {
    return graph("images", OnnxContract.SAM3_IMAGES)
        .takes("pixel_values image")
        .makes("features_* real 3-5 ?");
  }

  private static Graph sam3Texts() {
    return graph("texts", OnnxContract.SAM3_TEXT)
        .takes("input_ids whole 2 ?", "attention_mask any 2 ?", "tokens whole 2 ?")
        .makes(
            "text_features real 2-3 ?",
            "text_mask any 2 ?",
            "language_mask any 2 ?",
            "language_features real 3 ?",
            "language_embeds real 3 ?");
  }

  private static Graph sam3Detector() {
    return graph("detector", OnnxContract.SAM3_DECODER)
        .takes(
            "features_* real 3-5 ?",
            "text_features real 2-3 ?",
            "text_mask any 2 ?",
            "language_mask any 2 ?",
            "language_features real 3 ?",
            "language_embeds real 3 ?",
            "original_height whole 0-1 ?",
            "original_width whole 0-1 ?",
            "box_coords real 3 ?",
            "box_labels any 2 ?",
            "box_masks any 2 ?",
            "box_valid_mask any 2 ?",
            "input_boxes real 3 ?",
            "input_boxes_labels any 2 ?")
        .makes(
            "pred_logits real 2-3 ?",
            "presence_logits real 1-3 ?",
            "presence_scores real 1-3 ?",
            "pred_masks real 4 ?",
            "pred_boxes real 3 ?",
            "scores real 1-2 ?",
            "masks any 3-4 ?");
  }

  String type() {
    return type;
  }

  List<Graph> graphs() {
    return graphs;
  }

  static List<String> types() {
    return Stream.of(values()).map(DeclaredFamily::type).toList();
  }

  /** One graph of a family. */
  record Graph(String part, OnnxContract contract, List<Role> inputs, List<Role> outputs) {
    Graph takes(String... roles) {
      return new Graph(part, contract, Stream.of(roles).map(Role::of).toList(), outputs);
    }

    Graph makes(String... roles) {
      return new Graph(part, contract, inputs, Stream.of(roles).map(Role::of).toList());
    }
  }

  /**
   * An input or output.
   *
   * @param name that the family's class uses; ends with {@code _*} where a number follows
   * @param kind {@code image}, {@code real}, {@code whole} (also truth values) or {@code any}
   */
  record Role(String name, String kind, int leastRank, int mostRank, boolean needed) {
    static Role of(String text) {
      List<String> words = new ArrayList<>(List.of(text.split(" ")));
      boolean needed = !words.remove("?");
      boolean image = words.get(1).equals("image");
      String[] ranks = image ? new String[] {"3", "4"} : words.get(2).split("-");
      int most = Integer.parseInt(ranks[ranks.length - 1]);
      return new Role(words.get(0), words.get(1), Integer.parseInt(ranks[0]), most, needed);
    }

    boolean has(String name) {
      boolean numbered = this.name.endsWith("_*");
      String stem = this.name.substring(0, this.name.length() - (numbered ? 1 : 0));
      return numbered
          ? name.startsWith(stem) && name.substring(stem.length()).matches("\\d{1,2}")
          : name.equals(stem);
    }

    /** Returns whether a port can have this role. */
    boolean fits(OnnxGraph.Port port) {
      boolean kindFits =
          switch (kind) {
            case "real" -> port.real();
            case "whole" -> !port.real();
            default -> true;
          };
      return kindFits && port.rank() >= leastRank && port.rank() <= mostRank;
    }

    @Override
    public String toString() {
      String ranks = leastRank == mostRank ? "" + leastRank : leastRank + " to " + mostRank;
      return (kind.equals("image") ? "a picture" : kind.equals("any") ? "values" : kind + " values")
          + " of rank "
          + ranks;
    }
  }
}
