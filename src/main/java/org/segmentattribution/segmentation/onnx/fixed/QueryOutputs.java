package org.segmentattribution.segmentation.onnx.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.runtime.OnnxGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which outputs of a network of queries with one softmax over the classes are what: by their names,
 * or by their shapes where an exporter gives numbers.
 *
 * @param classes name of [1, Q, C + 1]
 * @param masks name of [1, Q, h, w]
 * @param panoptic whether it is DETR, whose pixels belong to one query each
 */
public record QueryOutputs(String classes, String masks, boolean panoptic) {
  private static final Logger LOG = LoggerFactory.getLogger(QueryOutputs.class);
  private static final int BOX = 4;

  /** OneFormer's second input. */
  private static final String TASK = "task_inputs";

  private static final Set<String> SEMANTIC =
      Set.of("maskformer", "mask2former", "oneformer", "eomt");

  private static final Set<String> PANOPTIC = Set.of("detr", "conditional_detr");

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
    return others(graph).isEmpty() || task(graph, type) != null ? byShape(graph, type) : null;
  }

  /**
   * Returns the input for the tokens of OneFormer's task, by its name, or as the only other input
   * of a graph whose {@code config.json} says that it is OneFormer; null if there is none.
   */
  static String task(OnnxGraph graph, String type) {
    List<String> others = others(graph);
    if (others.size() != 1) {
      return null;
    }
    OnnxGraph.Port port = graph.inputs().get(others.get(0));
    boolean tokens = !port.real() && port.rank() == 2;
    return others.get(0).equals(TASK) || tokens && type.equals("oneformer") ? others.get(0) : null;
  }

  /** Returns the inputs that are neither the picture nor its mask. */
  private static List<String> others(OnnxGraph graph) {
    return graph.inputs().keySet().stream()
        .filter(name -> !name.equals(graph.onlyImage()) && !name.equals("pixel_mask"))
        .toList();
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
    return PANOPTIC.contains(type) && rows.size() == 2 && classes.size() == 1
        ? new QueryOutputs(classes.get(0), masks, true)
        : null;
  }

  /**
   * Returns the names of classes, the last one empty where it has the place of "nothing": some
   * networks (Conditional DETR) have no such class, but transformers reads their masks as if it
   * were their last one.
   */
  List<String> findable(OnnxGraph graph, List<String> names) {
    if (names.isEmpty() || graph.outputs().get(classes).shape()[2] != names.size()) {
      return names;
    }
    List<String> found = new ArrayList<>(names);
    String last = found.set(names.size() - 1, "");
    LOG.warn(
        "{}: has a score for each of its {} names, and none for \"nothing\": as in transformers,"
            + " the last one counts as nothing, so '{}' is never found",
        graph.file(),
        names.size(),
        last);
    return found;
  }
}
