package org.segmentattribution.segmentation.onnx;

import java.util.Map;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.fixed.DetrOutputs;

/**
 * Tells detectors with fixed classes that make boxes and no masks, so that a message can say it.
 */
final class BoxesOnly {
  /** Ultralytics' tasks, and what their models make. */
  private static final Map<String, String> TASKS =
      Map.of(
          "detect", "boxes",
          "obb", "turned boxes",
          "pose", "boxes and points",
          "classify", "scores of a whole picture",
          "depth", "distances",
          "semantic", "classes of pixels in a layout of its own");

  private BoxesOnly() {}

  /** Returns why a graph cannot be used, in a part of a sentence; null where it is another. */
  static String of(OnnxGraph graph) {
    String made = TASKS.get(graph.metadata().getOrDefault("task", ""));
    if (made != null) {
      return "a model of Ultralytics for '"
          + graph.metadata().get("task")
          + "' makes "
          + made
          + " and no masks with names: export one for segmentation (-seg)";
    }
    DetrOutputs outputs = DetrOutputs.of(graph);
    return outputs == null || outputs.masks() != null
        ? null
        : "makes boxes, no masks: export the model's variant for segmentation (RF-DETR-Seg)";
  }
}
