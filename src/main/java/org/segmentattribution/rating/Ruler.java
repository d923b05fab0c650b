package org.segmentattribution.rating;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.segmentattribution.effect.RegionSeed;

/**
 * The ruler: scores whose meaning is known, to compare those of columns with. Random numbers score
 * one half, effects themselves exactly 1; the size of a segment alone scores more than most
 * columns, and the effects under another fill as much as anything can.
 */
final class Ruler {
  static final String RANDOM = "random";
  static final String SIZE = "mask_size";
  static final String SIZE_ABSOLUTE = "mask_size_absolute";
  static final String PLACEBO = "placebo_effect";
  static final String OTHER_FILL = "other_fill";
  static final String ORACLE = "effect";

  /** Random scores of an image are a mean of so many draws, since one draw varies much. */
  private static final int DRAWS = 100;

  private Ruler() {}

  /**
   * Returns the scores of one image.
   *
   * @param seed of the random row
   * @return by row; NaN where there is none, as of another fill where there is only one
   */
  static Map<Candidate, Double> scores(ImageEffects image, Against against, long seed) {
    double[] effects = image.values(against, null);
    double[] size = image.pixels();
    Map<Candidate, Double> scores = new LinkedHashMap<>();
    scores.put(Candidate.ruler(RANDOM, false), random(image, effects, seed));
    scores.put(size(false), SingleDeletion.score(size, effects));
    scores.put(size(true), SingleDeletion.score(size, ImageEffects.absolute(effects)));
    scores.put(
        Candidate.ruler(PLACEBO, false), SingleDeletion.score(placebos(image, against), effects));
    scores.put(Candidate.ruler(OTHER_FILL, false), otherFill(image, against));
    scores.put(Candidate.ruler(ORACLE, false), SingleDeletion.score(effects, effects));
    return scores;
  }

  /**
   * Returns the row of the size alone.
   *
   * @param isAbsolute whether it is compared with absolute effects
   */
  static Candidate size(boolean isAbsolute) {
    return Candidate.ruler(isAbsolute ? SIZE_ABSOLUTE : SIZE, isAbsolute);
  }

  private static double random(ImageEffects image, double[] effects, long seed) {
    SplittableRandom random =
        new SplittableRandom(RegionSeed.of(seed, image.imageId(), image.target() + "\nrandom"));
    double sum = 0;
    for (int k = 0; k < DRAWS; k++) {
      double[] drawn = new double[effects.length];
      Arrays.setAll(drawn, i -> random.nextDouble());
      sum += SingleDeletion.score(drawn, effects);
    }
    return sum / DRAWS;
  }

  private static double[] placebos(ImageEffects image, Against against) {
    double[] placebos = image.placebos();
    double[] pixels = image.pixels();
    for (int i = 0; i < placebos.length; i++) {
      placebos[i] /= against == Against.PER_PIXEL ? pixels[i] : 1;
    }
    return placebos;
  }

  /** Returns the mean score of the effects under one fill as predictions of those under another. */
  private static double otherFill(ImageEffects image, Against against) {
    List<String> fills = image.fills();
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < fills.size(); i++) {
      for (int k = i + 1; k < fills.size(); k++) {
        sum +=
            SingleDeletion.score(
                image.values(against, fills.get(i)), image.values(against, fills.get(k)));
        pairs++;
      }
    }
    return pairs == 0 ? Double.NaN : sum / pairs;
  }
}
