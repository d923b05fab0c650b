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
   * @param density their attribution a pixel; 1 is that of all regions of strong attribution
   * @param contrast part of the images that have one, of the class with most, minus the mean of the
   *     other classes (Youden's index), 0 to 1; 1 where there is one class
   * @param alike how far they are alike, and nothing else is
   */
  public record Strength(double share, double density, double contrast, Alikeness alike) {
    private static final double CLEAR = 0.3;
    private static final double CHANCE = 0.8;
    private static final double POSSIBLE = 0.15;

    /**
     * Returns the product of density to the power of 1.5, how far they are apart from the rest, and
     * contrast.
     */
    public double score() {
      return Math.pow(density, 1.5) * alike.apart() * (1 + contrast) / 2;
    }

    /** Returns whether the score is high enough, and random places explain little. */
    public boolean isClear() {
      return score() >= CLEAR && alike.beyondChance() >= CHANCE;
    }

    /** Returns whether it is worth a look though it is not clear. */
    public boolean isPossible() {
      return score() >= POSSIBLE;
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
