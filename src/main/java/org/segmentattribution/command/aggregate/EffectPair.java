package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.ImageExcess;
import org.segmentattribution.effect.MeasuredWith;

/**
 * The effects of two runs, where both have them and they can be compared.
 *
 * @param a folder of the first run; null where effects are not compared
 * @param b folder of the second run; null where effects are not compared
 * @param unit what effects are measured in: {@code logit} or {@code margin}; empty where they are
 *     not compared
 * @param note why they are not compared, in one line; empty where they are, or where neither run
 *     has any
 */
public record EffectPair(Path a, Path b, String unit, String note) {
  private static final EffectPair NONE = new EffectPair(null, null, "", "");

  /** Finds the effects of two runs, without reading them. */
  public static EffectPair of(Path runA, Path runB) throws IOException {
    Path a = folder(runA);
    Path b = folder(runB);
    if (a == null && b == null) {
      return NONE;
    }
    if (a == null || b == null) {
      Path other = a == null ? runA : runB;
      return without(
          "only "
              + (a == null ? runB : runA)
              + " has effects; to compare them, measure those of "
              + other
              + " with ablate");
    }
    MeasuredWith with = MeasuredWith.read(a);
    Optional<String> difference = with.difference(MeasuredWith.read(b));
    if (difference.isPresent()) {
      return without(
          "effects are not compared, since they were measured differently: " + difference.get());
    }
    return with.placebo().equals("none")
        ? without("effects are not compared: without placebos there is no excess")
        : new EffectPair(a, b, with.value(), "");
  }

  private static EffectPair without(String note) {
    return new EffectPair(null, null, "", note);
  }

  /** Returns the folder of a run that has effects; null without any. */
  private static Path folder(Path run) {
    // a table outside its run may be a copy of other rows
    Path folder = Files.isDirectory(run) ? run : null;
    return folder != null
            && Files.isRegularFile(folder.resolve(EffectCsv.FILE))
            && Files.isRegularFile(folder.resolve(EffectMeasure.FILE))
        ? folder
        : null;
  }

  boolean isComparable() {
    return a != null;
  }

  /** Reads the excesses of the first run. */
  ImageExcess readA() throws IOException {
    return ImageExcess.read(a);
  }

  /** Reads the excesses of the second run. */
  ImageExcess readB() throws IOException {
    return ImageExcess.read(b);
  }
}
