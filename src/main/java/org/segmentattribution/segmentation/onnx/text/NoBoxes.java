package org.segmentattribution.segmentation.onnx.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;

/** Inputs of SAM 3's detectors that take boxes beside a text, filled so that there is no box. */
final class NoBoxes {
  /** An input of one box, and what says that it is none. */
  private record Fill(String name, boolean corners, long value) {}

  private static final List<Fill> FILLS =
      List.of(
          new Fill("box_coords", true, 0),
          new Fill("box_labels", false, 1),
          // true = no box
          new Fill("box_masks", false, 1),
          // false = no box
          new Fill("box_valid_mask", false, 0),
          new Fill("input_boxes", true, 0),
          new Fill("input_boxes_labels", false, -10));

  private NoBoxes() {}

  static Set<String> names() {
    return FILLS.stream().map(Fill::name).collect(Collectors.toSet());
  }

  static void put(OnnxGraph detector, Map<String, Tensor> inputs) {
    for (Fill fill : FILLS) {
      if (detector.takes(fill.name)) {
        long[] shape =
            fill.corners
                ? detector.ones(fill.name, 1, 1, 4).shape()
                : detector.ones(fill.name, 1, 1).shape();
        Tensor filled = Tensor.full(fill.value, shape);
        inputs.put(fill.name, fill.corners ? Tensor.of(filled.reals(), shape) : filled);
      }
    }
  }
}
