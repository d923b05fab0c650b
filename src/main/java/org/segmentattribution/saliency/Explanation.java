package org.segmentattribution.saliency;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The logits of a batch of images, the explained classes, and one map for each method.
 *
 * @param logits [N][K]
 * @param targets index of the explained class for each image, [N]
 * @param maps maps by method name, in the order in which methods were asked for: one for each
 *     image, [N][H * W], rows top to bottom, channels reduced, signed, not normalised
 */
public record Explanation(float[][] logits, int[] targets, Map<String, float[][]> maps) {

  /** Returns this explanation with the maps of one more method, [N][H * W]. */
  public Explanation with(String method, float[][] more) {
    Map<String, float[][]> all = new LinkedHashMap<>(maps);
    all.put(method, more);
    return new Explanation(logits, targets, all);
  }

  /** Returns this explanation for the first images only. */
  public Explanation first(int images) {
    Map<String, float[][]> cut = new LinkedHashMap<>();
    maps.forEach((method, rows) -> cut.put(method, Arrays.copyOf(rows, images)));
    return new Explanation(Arrays.copyOf(logits, images), Arrays.copyOf(targets, images), cut);
  }

  /** Returns this explanation followed by that of further images. */
  public Explanation and(Explanation next) {
    Map<String, float[][]> joined = new LinkedHashMap<>();
    maps.forEach((method, rows) -> joined.put(method, join(rows, next.maps.get(method))));
    int[] all = Arrays.copyOf(targets, targets.length + next.targets.length);
    System.arraycopy(next.targets, 0, all, targets.length, next.targets.length);
    return new Explanation(join(logits, next.logits), all, joined);
  }

  private static float[][] join(float[][] rows, float[][] more) {
    float[][] all = Arrays.copyOf(rows, rows.length + more.length);
    System.arraycopy(more, 0, all, rows.length, more.length);
    return all;
  }
}
