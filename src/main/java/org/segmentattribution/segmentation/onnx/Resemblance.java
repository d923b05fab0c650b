package org.segmentattribution.segmentation.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.fixed.DetrOutputs;

/** Says in words what a graph without a contract seems to be, so that a message can say it. */
final class Resemblance {
  private Resemblance() {}

  /** Tasks of Ultralytics without masks, and what their models make. */
  private static final Map<String, String> TASKS =
      Map.of(
          "detect", "boxes",
          "obb", "turned boxes",
          "pose", "boxes and points",
          "classify", "scores of a whole picture",
          "depth", "distances",
          "semantic", "classes of pixels in a layout of its own");

  /**
   * Returns a part of a sentence for the graphs of a model; an empty text if nothing is known of
   * them.
   */
  static String of(List<OnnxGraph> graphs) {
    for (OnnxGraph graph : graphs) {
      String made = maskless(graph);
      if (!made.isEmpty()) {
        return made;
      }
    }
    if (!graphs.isEmpty() && twoPictures(graphs.get(0))) {
      return "takes a text and two pictures, as EVF-SAM does: that is not supported, since its"
          + " authors' code exports no graphs that could be followed";
    }
    if (graphs.size() != 1 || graphs.get(0).onlyImage() == null) {
      return "";
    }
    OnnxGraph graph = graphs.get(0);
    String what = what(graph, List.copyOf(graph.outputs().values()));
    return what.isEmpty() ? "" : "it seems to be " + what;
  }

  /** Returns why a known kind of graph has no masks; an empty text for all others. */
  static String maskless(OnnxGraph graph) {
    String task = graph.metadata().getOrDefault("task", "");
    if (TASKS.containsKey(task)) {
      return "a model of Ultralytics for '"
          + task
          + "' makes "
          + TASKS.get(task)
          + " and no masks with names: export one for segmentation (-seg; for texts: YOLOE)";
    }
    if (graph.takes("txt_feats")) {
      return "makes boxes for texts, no masks (YOLO-World): export a model for segmentation, such as"
          + " YOLOE";
    }
    DetrOutputs outputs = DetrOutputs.of(graph);
    return outputs == null || outputs.masks() != null
        ? ""
        : "makes boxes, no masks: export the model's variant for segmentation (RF-DETR-Seg)";
  }

  /** EVF-SAM in one graph: its picture for SAM, the same for BEiT-3, and a text. */
  private static boolean twoPictures(OnnxGraph graph) {
    long pictures =
        graph.inputs().values().stream()
            .filter(port -> port.real() && port.rank() == 4 && port.shape()[1] == 3)
            .count();
    return pictures == 2
        && graph.inputs().values().stream().anyMatch(port -> !port.real() && port.rank() == 2);
  }

  private static String what(OnnxGraph graph, List<OnnxGraph.Port> made) {
    if (depth(graph)) {
      return "a depth network: distances have no names";
    }
    if (image(graph)) {
      return "a network that makes pictures: they have no names";
    }
    boolean single = made.size() == 1;
    OnnxGraph.Port first = made.get(0);
    if (made.stream().allMatch(port -> port.real() && (port.rank() == 2 || isPoint(port)))) {
      return "a classifier or an encoder: one answer a picture";
    }
    boolean dense = made.stream().allMatch(port -> port.real() && port.rank() == 4);
    if (!single && dense) {
      return "a network with several maps of classes: write into segmenter.json beside it which one is"
          + " meant, such as {\"type\": \"dense\", \"graphs\": {\"model\": \"%s\"}, \"outputs\": {\"logits\": \"%s\"}}"
              .formatted(graph.file().getFileName(), graph.outputs().keySet().iterator().next());
    }
    if (graph.makes("pred_boxes") || graph.makes("boxes") || single && detections(first)) {
      return "a detector without masks: boxes are no segments";
    }
    if (single && first.rank() == 3 && first.real()) {
      return "a network with one plane without classes, as for depth, or an encoder";
    }
    return "";
  }

  /** A head of Ultralytics or RT-DETR: [1, 4 + classes, boxes] or [1, boxes, 4 + …]. */
  private static boolean detections(OnnxGraph.Port port) {
    long[] shape = port.shape();
    return port.real()
        && shape.length == 3
        && (shape[1] > 1000 || shape[2] > 1000 || shape[2] == 6);
  }

  private static boolean isPoint(OnnxGraph.Port port) {
    return port.rank() == 4 && port.shape()[2] == 1 && port.shape()[3] == 1;
  }

  /** Returns whether an output is called a depth. */
  static boolean depth(OnnxGraph graph) {
    return named(graph, "depth") || named(graph, "disparity");
  }

  /** Returns whether an output is called a picture. */
  static boolean image(OnnxGraph graph) {
    return named(graph, "reconstruction") || named(graph, "super_res") || named(graph, "upscaled");
  }

  private static boolean named(OnnxGraph graph, String part) {
    return graph.outputs().keySet().stream()
        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(part));
  }
}
