package org.segmentattribution.segmentation.onnx;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.box.SegmentAnything;
import org.segmentattribution.segmentation.onnx.fixed.DetrOutputs;

/** The task of a graph, inferred from names, ranks and types of its inputs and outputs. */
enum OnnxContract {
  CLIPSEG("CLIPSeg: pixel_values, input_ids, attention_mask -> logits"),
  OWL("OWL-ViT, OWLv2: pixel_values, input_ids, attention_mask -> logits, pred_boxes"),
  GROUNDING_DINO("Grounding DINO: image, input_ids, … -> logits, boxes or pred_boxes"),
  SAM3_TEXT("SAM 3, text: tokens, or input_ids and attention_mask"),
  SAM3_DECODER("SAM 3, detector: language_mask -> masks, or pred_logits and presence_logits"),
  SAM3_IMAGES("SAM 3, images: image or pixel_values -> features of several sizes"),
  SAM_DECODER("SAM, SAM 2, decoder: image_embeddings or high_res_feats_0, and points or boxes"),
  SAM_ENCODER("SAM, SAM 2, encoder: image -> image_embeddings or high_res_feats_0"),
  YOLO("Ultralytics segment head: image -> rank 3 (boxes) and rank 4 (prototypes)"),
  MASK_QUERIES(
      "MaskFormer, Mask2Former, DETR: image -> class_queries_logits, masks_queries_logits or"
          + " logits, pred_masks"),
  DETR_MASKS("RF-DETR with masks: image -> [1, Q, 4], [1, Q, C] and [1, Q, h, w]"),
  DENSE("classes of pixels: image -> [1, C, h, w], or whole numbers [h, w]");

  private final String description;

  OnnxContract(String description) {
    this.description = description;
  }

  /** Returns the contract of a graph; null where it fits none. */
  static OnnxContract of(OnnxGraph graph) {
    boolean texts = graph.takes("input_ids", "attention_mask");
    if (graph.takes("pixel_values", "input_ids", "attention_mask") && !graph.takes("pixel_mask")) {
      return graph.makes("pred_boxes") ? OWL : graph.makes("logits") ? CLIPSEG : null;
    }
    if (texts && (graph.takes("text_token_mask") || graph.takes("pixel_mask"))) {
      return GROUNDING_DINO;
    }
    if (graph.makes("pred_logits", "pred_masks", "presence_logits")
        || graph.takes("language_mask")) {
      return SAM3_DECODER;
    }
    if (SegmentAnything.Layout.of(graph) != null) {
      return SAM_DECODER;
    }
    if (texts || graph.takes("tokens")) {
      return SAM3_TEXT;
    }
    return graph.onlyImage() == null ? null : ofImages(graph);
  }

  private static OnnxContract ofImages(OnnxGraph graph) {
    List<OnnxGraph.Port> made = List.copyOf(graph.outputs().values());
    Set<Integer> ranks = made.stream().map(OnnxGraph.Port::rank).collect(Collectors.toSet());
    if (graph.makes("class_queries_logits", "masks_queries_logits")
        || graph.makes("logits", "pred_masks")) {
      return MASK_QUERIES;
    }
    if (graph.makes("image_embeddings") || graph.makes("high_res_feats_0")) {
      return SAM_ENCODER;
    }
    if (made.size() == 2 && ranks.equals(Set.of(3, 4))) {
      return YOLO;
    }
    DetrOutputs queries = DetrOutputs.of(graph);
    if (queries != null) {
      return queries.masks() == null ? null : DETR_MASKS;
    }
    if (made.size() > 2) {
      return SAM3_IMAGES;
    }
    OnnxGraph.Port only = made.get(0);
    boolean numbers = !only.real() && only.rank() >= 2 && only.rank() <= 4;
    boolean logits = only.real() && only.rank() == 4 && only.shape()[1] != 1;
    return made.size() == 1 && (numbers || logits) ? DENSE : null;
  }

  /** Lists all contracts in one line. */
  static String supported() {
    return Stream.of(values()).map(c -> c.description).collect(Collectors.joining("; "));
  }
}
