package org.segmentattribution.segmentation.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;

/**
 * What the masks of one image are like.
 *
 * @param pixels of the image
 * @param masks by name; only names that were found
 * @param pairs masks that share a pixel
 */
public record MaskFacts(long pixels, Map<String, OfMask> masks, List<Pair> pairs) {
  /**
   * One mask.
   *
   * @param area its pixels, at least 1
   * @param islands parts that do not touch
   */
  public record OfMask(int area, MaskIslands islands) {}

  /** Two names whose masks share a pixel. */
  public record Pair(String first, String second, MaskOverlap overlap) {}

  /** Measures the masks of one image, all of its size. */
  public static MaskFacts of(Map<String, Mask> masks, int width, int height) {
    Map<String, OfMask> facts = new LinkedHashMap<>();
    masks.forEach((name, mask) -> facts.put(name, new OfMask(mask.area(), MaskIslands.of(mask))));
    List<Pair> pairs = new ArrayList<>();
    List<String> names = List.copyOf(masks.keySet());
    for (int i = 0; i < names.size(); i++) {
      for (int k = i + 1; k < names.size(); k++) {
        MaskOverlap overlap = MaskOverlap.of(masks.get(names.get(i)), masks.get(names.get(k)));
        if (overlap.shared() > 0) {
          pairs.add(new Pair(names.get(i), names.get(k), overlap));
        }
      }
    }
    return new MaskFacts((long) width * height, facts, pairs);
  }
}
