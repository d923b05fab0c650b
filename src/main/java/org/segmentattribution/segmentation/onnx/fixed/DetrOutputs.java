package org.segmentattribution.segmentation.onnx.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.runtime.OnnxGraph;

/**
 * Which outputs of a detector of queries are what. Exporters name them differently or not at all,
 * so shapes decide.
 *
 * @param boxes name of [1, Q, 4]
 * @param classes name of [1, Q, C]
 * @param masks name of [1, Q, h, w]; null without masks
 */
public record DetrOutputs(String boxes, String classes, String masks) {
  private static final List<String> BOXES = List.of("dets", "boxes", "pred_boxes");

  /** Returns whether the boxes have a name that an exporter of such a network gives. */
  boolean known() {
    return BOXES.contains(boxes);
  }

  /** Returns the outputs of a graph that takes one picture; null if they are not these. */
  public static DetrOutputs of(OnnxGraph graph) {
    List<String> rows = new ArrayList<>();
    List<String> planes = new ArrayList<>();
    for (Map.Entry<String, OnnxGraph.Port> output : graph.outputs().entrySet()) {
      int rank = output.getValue().rank();
      if (output.getValue().real() && (rank == 3 || rank == 4)) {
        (rank == 3 ? rows : planes).add(output.getKey());
      }
    }
    int others = graph.outputs().size() - rows.size() - planes.size();
    int inputs = graph.inputs().size() - (graph.takes("pixel_mask") ? 1 : 0);
    if (inputs != 1
        || graph.onlyImage() == null
        || rows.size() != 2
        || planes.size() > 1
        || others > 0) {
      return null;
    }
    String boxes = boxes(graph, rows);
    String classes = boxes == null || rows.get(1).equals(boxes) ? rows.get(0) : rows.get(1);
    String masks = planes.isEmpty() ? null : planes.get(0);
    boolean same =
        boxes != null
            && same(graph, boxes, classes)
            && (masks == null || same(graph, boxes, masks));
    return same ? new DetrOutputs(boxes, classes, masks) : null;
  }

  /** Returns the output of boxes: of two with four values, the known name or the first; or null. */
  private static String boxes(OnnxGraph graph, List<String> rows) {
    List<String> four =
        rows.stream().filter(name -> graph.outputs().get(name).shape()[2] == 4).toList();
    return four.stream()
        .filter(BOXES::contains)
        .findFirst()
        .orElse(four.isEmpty() ? null : four.get(0));
  }

  private static boolean same(OnnxGraph graph, String one, String other) {
    long a = graph.outputs().get(one).shape()[1];
    long b = graph.outputs().get(other).shape()[1];
    return a == b || a < 0 || b < 0;
  }
}
