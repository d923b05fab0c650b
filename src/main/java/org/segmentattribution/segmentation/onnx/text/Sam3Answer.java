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
 */
record Sam3Answer(float[] scores, Tensor masks, float level) {
  /**
   * Reads the outputs: by their names, or else by their shapes.
   *
   * @throws IOException in one line that names the file, where scores or masks are missing
   */
  static Sam3Answer of(Path file, Map<String, Tensor> made) throws IOException {
    Tensor masks = made.getOrDefault("pred_masks", made.get("masks"));
    if (masks == null) {
      masks = largest(made);
    }
    if (masks == null || masks.rank() < 3) {
      throw new IOException(file + ": makes no masks");
    }
    long queries = masks.reals().length / masks.size(-1) / masks.size(-2);
    Tensor done = made.get("scores");
    float[] scores = done != null ? done.reals() : scores(file, made, queries);
    if (scores.length != queries) {
      throw new IOException(
          file
              + ": makes masks "
              + Arrays.toString(masks.shape())
              + " and "
              + scores.length
              + " scores");
    }
    return new Sam3Answer(scores, masks, done != null ? 0.5f : 0);
  }

  /** Returns the planes with the most queries; a plane of all queries may be there, too. */
  private static Tensor largest(Map<String, Tensor> made) {
    Tensor largest = null;
    for (Tensor each : made.values()) {
      boolean planes = each.rank() == 4 && each.size(0) == 1;
      if (planes && (largest == null || each.size(1) > largest.size(1))) {
        largest = each;
      }
    }
    return largest;
  }

  private static float[] scores(Path file, Map<String, Tensor> made, long queries)
      throws IOException {
    Tensor logits = made.get("pred_logits");
    Tensor presence = first(made, List.of("presence_logits", "presence_logit_dec"));
    for (Tensor each : made.values()) {
      boolean one = each.floats() != null && each.rank() <= 3;
      logits = logits == null && one && each.floats().length == queries ? each : logits;
      presence = presence == null && one && each.floats().length == 1 ? each : presence;
    }
    if (logits == null) {
      throw new IOException(file + ": makes no scores of its " + queries + " masks");
    }
    // exports without this head have it in their logits
    double there = presence == null ? 1 : Scores.sigmoid(presence.reals()[0]);
    float[] scores = new float[logits.reals().length];
    for (int q = 0; q < scores.length; q++) {
      scores[q] = (float) (Scores.sigmoid(logits.reals()[q]) * there);
    }
    return scores;
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

  private static Tensor first(Map<String, Tensor> made, List<String> names) {
    return names.stream().map(made::get).filter(each -> each != null).findFirst().orElse(null);
  }
}
