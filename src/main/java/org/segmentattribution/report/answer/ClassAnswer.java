package org.segmentattribution.report.answer;

import java.util.List;
import org.segmentattribution.table.Signs;

/**
 * What the tables of the first method say of one class.
 *
 * @param question which photographs, and what the model was asked about them
 * @param counts numbers of photographs
 * @param accuracy how often the model is right in this class
 * @param signed whether the method has negative values: otherwise nothing is said of for and
 *     against
 * @param segments all segments that occur, most often first, then by mean rank, by number of
 *     photographs and by name
 * @param elsewhere what lies outside all of them; null where the tables have no such row
 */
public record ClassAnswer(
    Question question,
    Counts counts,
    Accuracy accuracy,
    boolean signed,
    List<SegmentAnswer> segments,
    SegmentAnswer elsewhere) {
  /** Copies the list. */
  public ClassAnswer {
    segments = List.copyOf(segments);
  }

  /** Makes an answer of tables that say nothing of what lies outside the segments. */
  public ClassAnswer(
      Question question,
      Counts counts,
      Accuracy accuracy,
      boolean signed,
      List<SegmentAnswer> segments) {
    this(question, counts, accuracy, signed, segments, null);
  }

  /** Makes an answer for a class that is explained in its own photographs; empty = all together. */
  public ClassAnswer(
      String className,
      int photographs,
      int compared,
      Accuracy accuracy,
      boolean signed,
      List<SegmentAnswer> segments) {
    this(
        Question.of(className),
        new Counts(photographs, compared, Signs.NONE),
        accuracy,
        signed,
        segments);
  }

  /**
   * Numbers of photographs; of cases where a photograph has several ({@link Question.Of#CASES}).
   *
   * @param photographs those with a table
   * @param compared those of them with two segments or more: in the others nothing can be first
   * @param firsts compared photographs in which what is first speaks for the class or against it;
   *     where several share the first place, all of them
   */
  public record Counts(int photographs, int compared, Signs firsts) {}

  /**
   * How often the model predicts the label.
   *
   * @param right photographs whose label is predicted
   * @param of photographs with a label that the model may know; 0 = nothing can be said
   * @param chance what guessing would get, 0 to 1; 0 where it is not known
   */
  public record Accuracy(int right, int of, double chance) {
    /** Nothing can be said. */
    public static final Accuracy NONE = new Accuracy(0, 0, 0);
  }

  /** Returns the class; empty for all photographs together, and for those without a label. */
  public String className() {
    return question.className();
  }

  /** Returns the number of photographs with a table. */
  public int photographs() {
    return counts.photographs();
  }

  /** Returns the number of photographs with two segments or more. */
  public int compared() {
    return counts.compared();
  }
}
