package org.segmentattribution.segmentation.quality;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.segmentattribution.api.Mask;

/**
 * How the masks of one picture follow a shift and a flip of it.
 *
 * @param shift by name; names that neither picture shows are left out
 * @param flip by name; empty for names with left or right, which a flip exchanges
 */
public record TestedMasks(Map<String, Followed> shift, Map<String, Followed> flip) {
  private static final Pattern SIDE = Pattern.compile("(^|[^\\p{L}])(left|right)([^\\p{L}]|$)");

  /**
   * A mask under one change of the picture; 0 where only one of the pictures has the mask.
   *
   * @param moved IoU of the picture's mask and of that of the changed picture brought back, 0 to 1:
   *     1 where the mask follows the picture
   * @param still the same without bringing it back: 1 where the mask stays whatever the picture
   *     shows
   */
  public record Followed(double moved, double still) {}

  /** Returns whether a name is of one side, such as {@code left eye}. */
  public static boolean hasSide(String name) {
    return SIDE.matcher(name).find();
  }

  /**
   * Compares the masks of a picture with those of the shifted and of the flipped picture.
   *
   * @param shifted masks of the shifted picture, as they were found there
   * @param flipped masks of the flipped picture, as they were found there
   */
  public static TestedMasks of(
      Map<String, Mask> masks,
      PictureChange shift,
      Map<String, Mask> shifted,
      Map<String, Mask> flipped) {
    Map<String, Followed> mirror = followed(masks, PictureChange.FLIP, flipped);
    mirror.keySet().removeIf(TestedMasks::hasSide);
    return new TestedMasks(followed(masks, shift, shifted), mirror);
  }

  private static Map<String, Followed> followed(
      Map<String, Mask> masks, PictureChange change, Map<String, Mask> changed) {
    Set<String> names = new LinkedHashSet<>(masks.keySet());
    names.addAll(changed.keySet());
    Map<String, Followed> followed = new LinkedHashMap<>();
    for (String name : names) {
      Mask before = masks.get(name);
      Mask after = changed.get(name);
      Mask any = before == null ? after : before;
      Mask none = Mask.empty(any.width(), any.height());
      Mask first = before == null ? none : before;
      Mask second = after == null ? none : after;
      double moved = MaskOverlap.of(change.compared(first), change.back(second)).iou();
      if (!Double.isNaN(moved)) {
        followed.put(name, new Followed(moved, MaskOverlap.of(first, second).iou()));
      }
    }
    return followed;
  }
}
