package org.segmentattribution.model.torchscript;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Head;

/**
 * Detects from the outputs of a closed network for a few inputs whether it ends in a softmax or
 * sigmoid, which cannot be removed from it.
 */
final class ProbabilityCheck {
  private static final double ROUNDING = 1e-4;

  private ProbabilityCheck() {}

  /**
   * Refuses a network that outputs probabilities.
   *
   * @param rows outputs for inputs of several kinds, each [classes]
   * @param declared declared head; {@link Head#LOGITS} says that outputs lie in 0 to 1 by chance
   * @throws IllegalArgumentException with one line, if the network outputs probabilities
   */
  static void refuse(Path file, List<float[]> rows, Head declared) {
    boolean several = rows.get(0).length > 1;
    if (several && rows.stream().allMatch(row -> isShare(row, false))) {
      throw refusal(file, "makes probabilities; save it without its softmax");
    }
    if (several && rows.stream().allMatch(row -> isShare(row, true))) {
      throw refusal(file, "makes logarithms of probabilities; save it without its softmax");
    }
    boolean unit = rows.stream().allMatch(row -> within(row, 0, 1));
    if (unit && declared != Head.LOGITS && differ(rows)) {
      throw refusal(
          file,
          "makes numbers from 0 to 1 alone, as a sigmoid does; save it without its sigmoid (or"
              + " declare \"head\": \"logits\" if there is none)");
    }
  }

  private static WrongInput refusal(Path file, String why) {
    return new WrongInput(file + ": " + why + ", so that it makes logits");
  }

  private static boolean isShare(float[] row, boolean logarithms) {
    double sum = 0;
    for (float value : row) {
      sum += logarithms ? Math.exp(value) : value;
    }
    boolean signs = logarithms ? within(row, Float.NEGATIVE_INFINITY, 0) : within(row, 0, 1);
    return signs && Math.abs(sum - 1) < ROUNDING;
  }

  private static boolean within(float[] row, float low, float high) {
    for (float value : row) {
      if (!(value >= low && value <= high)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the outputs differ; a constant network shows nothing. */
  private static boolean differ(List<float[]> rows) {
    float first = rows.get(0)[0];
    for (float[] row : rows) {
      for (float value : row) {
        if (value != first) {
          return true;
        }
      }
    }
    return false;
  }
}
