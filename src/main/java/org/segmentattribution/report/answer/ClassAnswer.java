package org.segmentattribution.report.answer;

import java.util.List;

/**
 * What the tables of the first method say of one class.
 *
 * @param className the class; empty for all photographs together
 * @param photographs number of photographs with a table
 * @param compared number of those with two segments or more: in the others nothing can be first
 * @param accuracy how often the model is right in this class
 * @param signed whether the method has negative values: otherwise nothing is said of for and
 *     against
 * @param segments all segments that occur, most often first, then by number of photographs, then by
 *     name
 */
public record ClassAnswer(
    String className,
    int photographs,
    int compared,
    Accuracy accuracy,
    boolean signed,
    List<SegmentAnswer> segments) {
  /** Copies the list. */
  public ClassAnswer {
    segments = List.copyOf(segments);
  }

  /**
   * How often the model predicts the label.
   *
   * @param right photographs whose label is predicted
   * @param of photographs with a label that the model may know; 0 = nothing can be said
   * @param chance what guessing would get, 0 to 1
   */
  public record Accuracy(int right, int of, double chance) {}
}
