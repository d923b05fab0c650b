package org.segmentattribution.model.onnx.operator.axis;

import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * How much each value along an axis counts in each value of a resized axis, as ONNX defines it for
 * {@code Resize} and PyTorch for antialiasing.
 *
 * @param in length of the axis
 * @param out length of the resized axis
 * @param scale of out to in, as the file gives it
 * @param place which place of the input a place of the output is, such as {@code half_pixel}
 * @param mode linear or cubic
 * @param shape of the cubic curve
 * @param how whether outside of the axis counts, and whether to average when reducing
 */
record ResizeWeights(
    int in, int out, float scale, String place, String mode, double shape, Extent how) {

  /** Whether values outside of the axis are left out, and whether windows grow when reducing. */
  record Extent(boolean inside, boolean antialias) {}

  /** The place in the input of a place in the output; in float32, as ONNX Runtime rounds it. */
  double at(NodeReader node, int i) {
    float half = 0.5f;
    return switch (place) {
      case "half_pixel" -> (i + half) / scale - half;
      case "pytorch_half_pixel" -> out > 1 ? (i + half) / scale - half : 0;
      case "half_pixel_symmetric" -> {
        float centre = in / 2f;
        yield centre * (1 - out / (scale * in)) + (i + half) / scale - half;
      }
      case "align_corners" -> out > 1 ? (float) i * (in - 1) / (out - 1) : 0;
      case "asymmetric" -> i / scale;
      default -> throw node.refuse("places of kind " + place + " are not supported");
    };
  }

  /** The matrix, in rows of the input. */
  float[] matrix(NodeReader node) {
    float[] matrix = new float[in * out];
    double stretch = how.antialias() && scale < 1 ? scale : 1;
    double reach = (mode.equals("cubic") ? 2 : 1) / stretch;
    for (int i = 0; i < out; i++) {
      double at = at(node, i);
      int from = (int) Math.floor(at - reach) + 1;
      int to = (int) Math.ceil(at + reach) - 1;
      double sum = 0;
      for (int k = from; k <= to; k++) {
        double weight = weight((k - at) * stretch);
        boolean counts = k >= 0 && k < in || !how.inside();
        sum += counts ? weight : 0;
      }
      for (int k = from; k <= to; k++) {
        boolean counts = k >= 0 && k < in || !how.inside();
        if (counts) {
          int row = Math.min(Math.max(k, 0), in - 1);
          matrix[row * out + i] += (float) (weight((k - at) * stretch) / sum);
        }
      }
    }
    return matrix;
  }

  private double weight(double distance) {
    double d = Math.abs(distance);
    if (mode.equals("linear")) {
      return Math.max(0, 1 - d);
    }
    if (d <= 1) {
      return ((shape + 2) * d - (shape + 3)) * d * d + 1;
    }
    return d < 2 ? ((shape * d - 5 * shape) * d + 8 * shape) * d - 4 * shape : 0;
  }
}
