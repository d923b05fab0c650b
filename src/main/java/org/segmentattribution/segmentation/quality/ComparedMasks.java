package org.segmentattribution.segmentation.quality;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Mask;

/**
 * How far the masks of one image agree with masks of another origin.
 *
 * @param names those that either has
 * @param others names that the other masks have here
 */
public record ComparedMasks(Map<String, Agreement> names, Set<String> others) {
  /** Who found a name in an image. */
  public enum By {
    /** Both. */
    BOTH,
    /** Only the masks that are judged. */
    HERE,
    /** Only the others. */
    THERE
  }

  /**
   * One name in one image.
   *
   * @param iou 0 to 1; 0 where only one has it
   */
  public record Agreement(By by, double iou) {}

  /** Compares masks of equal names; all have the image's size. */
  public static ComparedMasks of(Map<String, Mask> masks, Map<String, Mask> others) {
    Set<String> all = new LinkedHashSet<>(masks.keySet());
    all.addAll(others.keySet());
    Map<String, Agreement> names = new LinkedHashMap<>();
    for (String name : all) {
      Mask here = masks.get(name);
      Mask there = others.get(name);
      By by = here == null ? By.THERE : there == null ? By.HERE : By.BOTH;
      double iou = by == By.BOTH ? MaskOverlap.of(here, there).iou() : 0;
      names.put(name, new Agreement(by, iou));
    }
    return new ComparedMasks(names, Set.copyOf(others.keySet()));
  }
}
