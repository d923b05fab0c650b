package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;

/**
 * What a detector of SAM 3 found.
 *
 * @param scores of each query, 0 to 1
 * @param masks a plane for each query
 * @param level above which a value of a plane is inside
 * @param early whether logits become 0 to 1 before planes are enlarged, as in transformers, and not
 *     after it, as in the authors' code
 */
record Sam3Answer(float[] scores, Tensor masks, float level, boolean early) {
  /** The hub's name of masks. */
  private static final String HUB = "pred_masks";

  /** Names of masks, the usual one first. */
  private static final List<String> MASKS =
      List.of(HUB, "masks", "masks_logits", "mask_logits", "pred_masks_logits");

  /**
   * Reads the outputs: by their names, or else by their shapes. Values say whether masks and scores
   * are logits or 0 to 1, where neither a name nor the declaration does.
   *
   * @param values what the values of this model are, as far as it is known
   * @throws IOException in one line that names the file, where scores or masks are missing or can
   *     be read in two ways
   */
  static Sam3Answer of(Map<String, Tensor> made, Sam3Values values) throws IOException {
    Path file = values.file();
    String name = MASKS.stream().filter(made::containsKey).findFirst().orElse(largest(made));
    Tensor masks = name == null ? null : made.get(name);
    if (masks == null || masks.rank() < 3) {
      throw new IOException(file + ": makes no masks");
    }
    int queries = masks.reals().length / masks.size(-1) / masks.size(-2);
    float[] scores = Sam3Scores.of(made, name, queries, values);
    if (scores.length != queries) {
      throw new IOException(
          file
              + ": makes masks "
              + Arrays.toString(masks.shape())
              + " and "
              + scores.length
              + " scores");
    }
    float level = level(name, masks, queries, values);
    return new Sam3Answer(scores, masks, level, level == 0 && name.equals(HUB));
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
  private static float level(String name, Tensor masks, int queries, Sam3Values values)
      throws IOException {
    boolean truths = masks.floats() == null || queries == 0;
    return truths || !values.logitsOfMasks(name, queries, masks.floats()) ? 0.5f : 0;
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
        int from = q * height * width;
        Mask mask =
            early
                ? resize.above(chances(planes, from, height * width), 0, 0.5f)
                : resize.above(planes, from, level);
        found.add(new Instance(number, scores[q], mask));
      }
    }
    return found;
  }

  private static float[] chances(float[] planes, int from, int size) {
    float[] chances = new float[size];
    for (int i = 0; i < size; i++) {
      chances[i] = (float) Scores.sigmoid(planes[from + i]);
    }
    return chances;
  }
}
