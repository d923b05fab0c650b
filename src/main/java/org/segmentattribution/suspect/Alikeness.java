package org.segmentattribution.suspect;

/**
 * How far regions are alike, and nothing else is.
 *
 * @param tightness how much closer they are to each other than to random places, 0 to 1
 * @param beyondChance part of them that random places of the same maps do not explain, 0 to 1
 * @param separation how much closer they are to their nearest neighbours among themselves than to
 *     those outside, -1 to 1
 * @param stability how far halves of the images find them again, 0 to 1
 */
public record Alikeness(
    double tightness, double beyondChance, double separation, double stability) {
  /** Returns how far they are apart from the rest: the product of all but tightness, 0 to 1. */
  double apart() {
    return beyondChance * Math.max(0, separation) * stability;
  }
}
