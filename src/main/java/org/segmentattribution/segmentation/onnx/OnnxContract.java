package org.segmentattribution.segmentation.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.box.SegmentAnything;
import org.segmentattribution.segmentation.onnx.fixed.DenseModel;
import org.segmentattribution.segmentation.onnx.fixed.DetrOutputs;
import org.segmentattribution.segmentation.onnx.fixed.Foreground;
import org.segmentattribution.segmentation.onnx.fixed.QueryOutputs;

/** The task of a graph, inferred from names, ranks and types of its inputs and outputs. */
enum OnnxContract {
  CLIPSEG,
  OWL,
  GROUNDING_DINO,
  SAM3_TEXT,
  SAM3_DECODER,
  SAM3_IMAGES,
  SAM3_WHOLE,
  SAM_DECODER,
  SAM_ENCODER,
  YOLO,
  MASK_QUERIES,
  DETR_MASKS,
  FOREGROUND,
  DENSE;

  /** Returns the contract of a graph by its signature alone; null where it fits none. */
  static OnnxContract of(OnnxGraph graph) {
    return of(graph, "");
  }

  /**
   * Returns the contract of a graph; null where it fits none.
   *
   * @param type {@code model_type} of the {@code config.json} beside it; empty if there is none
   */
  static OnnxContract of(OnnxGraph graph, String type) {
    boolean texts = graph.takes("input_ids", "attention_mask");
    if (texts && graph.onlyImage() != null && graph.makes("pred_logits", "pred_masks")) {
      return SAM3_WHOLE;
    }
    if (graph.takes("pixel_values", "input_ids", "attention_mask") && !graph.takes("pixel_mask")) {
      return !graph.makes("logits") ? null : graph.makes("pred_boxes") ? OWL : CLIPSEG;
    }
    if (texts && (graph.takes("text_token_mask") || graph.takes("pixel_mask"))) {
      return GROUNDING_DINO;
    }
    if (SegmentAnything.Layout.of(graph) != null) {
      return SAM_DECODER;
    }
    if (graph.inputs().size() > 2 && graph.makes("pred_logits", "pred_masks")
        || graph.takes("language_mask")
        || pyramid(graph.inputs()) && planes(graph.outputs()) > 0) {
      return SAM3_DECODER;
    }
    boolean onlyTokens =
        graph.inputs().values().stream().allMatch(port -> !port.real() && port.rank() == 2);
    if (onlyTokens && graph.outputs().values().stream().anyMatch(OnnxContract::tokenFeatures)) {
      return SAM3_TEXT;
    }
    return graph.onlyImage() == null ? null : ofImages(graph, type);
  }

  private static boolean tokenFeatures(OnnxGraph.Port port) {
    return port.real() && port.rank() == 3;
  }

  /** Returns whether there are features of several sizes, with equal numbers of channels. */
  private static boolean pyramid(Map<String, OnnxGraph.Port> ports) {
    Map<Long, Long> planes =
        ports.values().stream()
            .filter(port -> port.real() && port.rank() == 4)
            .collect(Collectors.groupingBy(port -> port.shape()[1], Collectors.counting()));
    return planes.values().stream().anyMatch(count -> count > 2);
  }

  private static long planes(Map<String, OnnxGraph.Port> ports) {
    return ports.values().stream().filter(port -> port.real() && port.rank() == 4).count();
  }

  /** Returns whether a graph gives scores of a picture, not of its pixels. */
  static boolean classifies(OnnxGraph graph) {
    return graph.inputs().size() == 1
        && graph.onlyImage() != null
        && graph.outputs().values().stream()
            .allMatch(port -> port.rank() < 3 && port.real() || single(port));
  }

  /** Returns whether an output has one value for each class, as [1, C, 1, 1]. */
  private static boolean single(OnnxGraph.Port port) {
    long[] shape = port.shape();
    return port.rank() == 4 && shape[2] == 1 && shape[3] == 1;
  }

  private static OnnxContract ofImages(OnnxGraph graph, String type) {
    if (!Resemblance.maskless(graph).isEmpty()) {
      return null;
    }
    List<OnnxGraph.Port> made = List.copyOf(graph.outputs().values());
    Set<Integer> ranks = made.stream().map(OnnxGraph.Port::rank).collect(Collectors.toSet());
    if (QueryOutputs.of(graph, type) != null) {
      return MASK_QUERIES;
    }
    if (graph.makes("image_embeddings")
        || graph.makes("high_res_feats_0")
        || graph.makes("image_embeddings.0")) {
      return SAM_ENCODER;
    }
    if (made.size() == 2 && ranks.equals(Set.of(3, 4)) && graph.inputs().size() == 1) {
      return YOLO;
    }
    if (DetrOutputs.of(graph) != null) {
      return DETR_MASKS;
    }
    if (classifies(graph) || Resemblance.depth(graph) || Resemblance.image(graph)) {
      return null;
    }
    if (Foreground.fits(graph)) {
      return FOREGROUND;
    }
    if (DenseModel.output(graph) != null) {
      return DENSE;
    }
    return pyramid(graph.outputs()) ? SAM3_IMAGES : null;
  }
}
