package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;

/**
 * What a detector of SAM 3 found.
 *
 * @param scores of each query, 0 to 1
 * @param masks a plane for each query
 * @param level above which a value of a plane is inside
 */
record Sam3Answer(float[] scores, Tensor masks, float level) {
  /** Names of masks, the usual one first. */
  private static final List<String> MASKS =
      List.of("pred_masks", "masks", "masks_logits", "mask_logits", "pred_masks_logits");

  /**
   * Reads the outputs: by their names, or else by their shapes. Values say whether masks and scores
   * are logits or 0 to 1, where neither a name nor the declaration does.
   *
   * @param said names of outputs that a {@code segmenter.json} has
   * @throws IOException in one line that names the file, where scores or masks are missing or can
   *     be read in two ways
   */
  static Sam3Answer of(Path file, Map<String, Tensor> made, Set<String> said) throws IOException {
    String name = MASKS.stream().filter(made::containsKey).findFirst().orElse(largest(made));
    Tensor masks = name == null ? null : made.get(name);
    if (masks == null || masks.rank() < 3) {
      throw new IOException(file + ": makes no masks");
    }
    int queries = masks.reals().length / masks.size(-1) / masks.size(-2);
    float[] scores = Sam3Scores.of(file, made, name, queries, said);
    if (scores.length != queries) {
      throw new IOException(
          file
              + ": makes masks "
              + Arrays.toString(masks.shape())
              + " and "
              + scores.length
              + " scores");
    }
    return new Sam3Answer(scores, masks, level(file, name, masks, said));
  }

  /** Returns the planes with the most queries; a plane of all queries may be there, too. */
  private static String largest(Map<String, Tensor> made) {
    String largest = null;
    for (Map.Entry<String, Tensor> each : made.entrySet()) {
      Tensor value = each.getValue();
      boolean planes = value.rank() == 4 && value.size(0) == 1;
      if (planes && (largest == null || value.size(1) > made.get(largest).size(1))) {
        largest = each.getKey();
      }
    }
    return largest;
  }

  /** Returns 0 for logits, 0.5 for truth values and for 0 to 1. */
  private static float level(Path file, String name, Tensor masks, Set<String> said)
      throws IOException {
    if (masks.floats() == null) {
      return 0.5f;
    }
    if (name.contains("logit") || said.contains(name) && name.equals("pred_masks")) {
      return 0;
    }
    // no picture is inside of all masks, so planes that are never below 0 are no logits
    ValueRange range = ValueRange.of(masks.floats());
    if (range.chances()) {
      return 0.5f;
    }
    // enlarging can overshoot 0 and 1 a little, and weak logits look the same
    if (range.nearChances() && !name.equals("pred_masks")) {
      throw new IOException(
          "%s: its masks '%s' are %s, which may be logits or not; if they are, a %s beside it says"
                  .formatted(file, name, range, ModelFolder.DECLARATION)
              + " \"outputs\": {\"pred_masks\": \"%s\"}".formatted(name));
    }
    return 0;
  }

  /**
   * Returns the queries whose score is above a threshold, with their masks on the image.
   *
   * @param number index of the text among those that were asked for
   */
  List<Instance> instances(RgbImage image, double threshold, int number) {
    int height = masks.size(-2);
    int width = masks.size(-1);
    float[] planes = masks.reals();
    PlaneResize resize = PlaneResize.of(width, height, image.width(), image.height());
    List<Instance> found = new ArrayList<>();
    for (int q = 0; q < scores.length; q++) {
      if (scores[q] > threshold) {
        Mask mask = resize.above(planes, q * height * width, level);
        found.add(new Instance(number, scores[q], mask));
      }
    }
    return found;
  }
}
