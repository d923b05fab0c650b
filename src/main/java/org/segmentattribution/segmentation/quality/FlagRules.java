package org.segmentattribution.segmentation.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides which flags a row has, and says why. */
public final class FlagRules {
  /** With fewer images, nothing is said of being found everywhere. */
  private static final int ENOUGH = 10;

  /** With fewer tested images of a name, nothing is said of stability. */
  private static final int TESTED = 3;

  private static final double MOST = 0.5;

  private FlagRules() {}

  /** Returns the flags of a row, the worst first. */
  static List<QualityFlag> of(NameQuality row, QualityLimits limits) {
    List<QualityFlag> flags = new ArrayList<>();
    for (QualityFlag flag : QualityFlag.values()) {
      if (holds(flag, row, limits)) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static boolean holds(QualityFlag flag, NameQuality row, QualityLimits limits) {
    NameQuality.Found found = row.found();
    NameQuality.Stability tested = row.stability();
    boolean enough = tested.images() >= TESTED;
    return switch (flag) {
      case NOWHERE -> found.images() == 0 && found.of() > 0;
      case STILL -> enough && isStill(tested, limits.of(QualityLimit.STILL));
      case UNSTABLE ->
          enough
              && !isStill(tested, limits.of(QualityLimit.STILL))
              && (tested.shift() < limits.of(QualityLimit.UNSTABLE)
                  || tested.flip() < limits.of(QualityLimit.UNSTABLE));
      case SAME -> row.overlap().same() > MOST;
      case DIFFERS -> found.images() > 0 && row.against().iou() < limits.of(QualityLimit.AGAINST);
      case FEW_PIXELS -> row.area().pixels() <= limits.of(QualityLimit.PIXELS);
      case WHOLE -> row.area().median() >= limits.of(QualityLimit.WHOLE);
      case ISLANDS -> row.area().tiny() >= limits.of(QualityLimit.ISLANDS);
      case EVERYWHERE ->
          found.of() >= ENOUGH && found.share() >= limits.of(QualityLimit.EVERYWHERE);
    };
  }

  /**
   * Returns whether a mask keeps its place: it fits its old place better than the moved one after a
   * shift, and no worse after a flip. A flip alone would blame masks in the middle, a shift alone
   * models with coarse outputs.
   */
  private static boolean isStill(NameQuality.Stability tested, double by) {
    boolean shift = tested.still() - tested.shift() > by;
    return shift && (Double.isNaN(tested.flip()) || tested.flipStill() >= tested.flip() - by);
  }

  /** Returns what was measured, with its number. */
  public static String fact(QualityFlag flag, NameQuality row) {
    NameQuality.Stability tested = row.stability();
    NameQuality.Found found = row.found();
    return switch (flag) {
      case NOWHERE -> "found in none of " + images(found.of());
      case STILL ->
          "the mask stays when the picture is shifted (IoU %s with its old place, %s moved along)"
              .formatted(two(tested.still()), two(tested.shift()));
      case UNSTABLE -> unstable(tested);
      case SAME ->
          "the same mask as '%s' in %s of its images, mean IoU %s"
              .formatted(
                  row.overlap().segment(), percent(row.overlap().same()), two(row.overlap().iou()));
      case DIFFERS ->
          "differs from the masks it was compared with, IoU %s in %s"
              .formatted(two(row.against().iou()), images(row.against().images()));
      case FEW_PIXELS ->
          "only %.0f pixel%s in the median image"
              .formatted(row.area().pixels(), row.area().pixels() == 1 ? "" : "s");
      case WHOLE -> "covers " + percent(row.area().median()) + " of the median picture";
      case ISLANDS ->
          String.format(Locale.ROOT, "%.0f tiny islands in the median image", row.area().tiny());
      case EVERYWHERE ->
          found.images() == found.of()
              ? "found in all " + images(found.of())
              : "found in %d of %s".formatted(found.images(), images(found.of()));
    };
  }

  /** Names the changes under which the mask is another: the worse one only, if both are poor. */
  private static String unstable(NameQuality.Stability tested) {
    boolean flip = tested.flip() < tested.shift();
    return "unstable under a %s, IoU %s"
        .formatted(flip ? "flip" : "small shift", two(flip ? tested.flip() : tested.shift()));
  }

  /** Returns what was measured and what to do, in one line. */
  public static String sentence(QualityFlag flag, NameQuality row) {
    return fact(flag, row) + ": " + flag.advice();
  }

  private static String images(int count) {
    return count + (count == 1 ? " image" : " images");
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
