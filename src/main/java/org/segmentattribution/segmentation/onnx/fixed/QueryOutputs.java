package org.segmentattribution.segmentation.onnx.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.runtime.OnnxGraph;

/**
 * Which outputs of a network of queries with one softmax over the classes are what: by their names,
 * or by their shapes where an exporter gives numbers.
 *
 * @param classes name of [1, Q, C + 1]
 * @param masks name of [1, Q, h, w]
 * @param panoptic whether it is DETR, whose pixels belong to one query each
 */
public record QueryOutputs(String classes, String masks, boolean panoptic) {
  private static final int BOX = 4;

  private static final Set<String> SEMANTIC =
      Set.of("maskformer", "mask2former", "oneformer", "eomt");

  /**
   * Returns the outputs of a graph; null if they are not these.
   *
   * @param type {@code model_type} of the {@code config.json} beside it; empty if there is none
   */
  public static QueryOutputs of(OnnxGraph graph, String type) {
    if (graph.makes("class_queries_logits", "masks_queries_logits")) {
      return new QueryOutputs("class_queries_logits", "masks_queries_logits", false);
    }
    if (graph.makes("logits", "pred_masks")) {
      return new QueryOutputs("logits", "pred_masks", true);
    }
    return graph.inputs().keySet().stream().allMatch(name -> known(graph, name))
        ? byShape(graph, type)
        : null;
  }

  private static boolean known(OnnxGraph graph, String input) {
    return input.equals(graph.onlyImage())
        || input.equals(MaskQueries.TASK)
        || input.equals("pixel_mask");
  }

  private static QueryOutputs byShape(OnnxGraph graph, String type) {
    List<String> rows = new ArrayList<>();
    List<String> planes = new ArrayList<>();
    for (Map.Entry<String, OnnxGraph.Port> output : graph.outputs().entrySet()) {
      int rank = output.getValue().real() ? output.getValue().rank() : 0;
      if (rank == 3 || rank == 4) {
        (rank == 3 ? rows : planes).add(output.getKey());
      }
    }
    if (planes.size() != 1 || rows.size() + 1 != graph.outputs().size()) {
      return null;
    }
    String masks = planes.get(0);
    if (rows.size() == 1) {
      String queries = graph.outputs().get(rows.get(0)).axis(1);
      boolean equal = !queries.isEmpty() && queries.equals(graph.outputs().get(masks).axis(1));
      return equal || SEMANTIC.contains(type) ? new QueryOutputs(rows.get(0), masks, false) : null;
    }
    List<String> classes =
        rows.stream().filter(name -> graph.outputs().get(name).shape()[2] != BOX).toList();
    return type.equals("detr") && rows.size() == 2 && classes.size() == 1
        ? new QueryOutputs(classes.get(0), masks, true)
        : null;
  }
}
