package org.segmentattribution.table.tile;

/**
 * A photograph in short.
 *
 * @param no number of the photograph, from 0 in the order of the names
 * @param name its path, relative to the data set
 * @param label its class; empty where none is known
 * @param a what the run on the left says of it
 * @param b what the run on the right says of it; null where there is one run
 */
public record Tile(int no, String name, String label, Reading a, Reading b) {
  /**
   * What one run says of a photograph.
   *
   * @param predicted class with the largest logit
   * @param correct whether that is right; null where the label is no class of the model
   * @param confidence probability of {@code predicted}, 0 to 1; null where it is not known
   * @param target the class explained
   * @param first the segment that comes first
   */
  public record Reading(
      String predicted, Boolean correct, Double confidence, String target, First first) {}

  /**
   * The segment that comes first.
   *
   * @param name of the segment
   * @param signed mean of the map over it, in the units of the map
   * @param share of the attribution, −1 to 1, below zero where it speaks against the class; null
   *     where all attribution is zero
   * @param of number of segments in the photograph
   */
  public record First(String name, double signed, Double share, int of) {}
}
