package org.segmentattribution.suspect;

import java.util.List;
import java.util.Map;

/**
 * Regions that are alike.
 *
 * @param number its rank, from 1
 * @param regions its regions, the strongest first
 * @param classes for each class with a region, the part of its images that have one, the largest
 *     first
 * @param strength how far it is a suspect
 */
public record Suspect(
    int number, List<StrongRegion> regions, Map<String, Double> classes, Strength strength) {
  /**
   * How far regions are a suspect.
   *
   * @param share their attribution, with signs, as a part of the magnitudes of all maps, each image
   *     counted alike
   * @param density their attribution a pixel; 1 is the mean magnitude of a pixel of all maps
   * @param tightness how much closer they are to each other than to random places, 0 to 1
   * @param beyondChance part of them that random places of the same maps do not explain, 0 to 1
   * @param contrast part of the images that have one, of the class with most, minus the mean of the
   *     other classes (Youden's index), 0 to 1; 1 where there is one class
   * @param stability how far halves of the images find them again, 0 to 1
   * @param score the product of density, tightness, beyondChance, stability, and (1 + contrast) / 2
   */
  public record Strength(
      double share,
      double density,
      double tightness,
      double beyondChance,
      double contrast,
      double stability,
      double score) {
    private static final double ALIKE = 0.3;
    private static final double CHANCE = 0.8;
    private static final double STABLE = 0.85;

    static Strength of(
        double share,
        double density,
        double tightness,
        double beyondChance,
        double contrast,
        double stability) {
      double score =
          Math.max(0, density) * tightness * beyondChance * stability * (1 + contrast) / 2;
      return new Strength(share, density, tightness, beyondChance, contrast, stability, score);
    }

    /** Returns whether the regions are alike, and more than chance. */
    public boolean isAlike() {
      return tightness >= ALIKE && beyondChance >= CHANCE;
    }

    /** Returns whether halves of the images find them, and they are alike. */
    public boolean isClear() {
      return isAlike() && stability >= STABLE;
    }
  }

  /** Returns it with another rank. */
  Suspect at(int rank) {
    return new Suspect(rank, regions, classes, strength);
  }

  /** Returns the number of images that have a region. */
  public int images() {
    return (int) regions.stream().map(StrongRegion::image).distinct().count();
  }
}
