package org.segmentattribution.api;

import java.util.List;

/**
 * The result for one image: its Segment Attribution Tables, one for each method, or the reasons why
 * there are none.
 *
 * @param image the image that was explained
 * @param explained predicted and explained class with their probabilities: one element, or one for
 *     each class with a probability above one half if the target is {@code positives}; empty where
 *     the image failed
 * @param rows rows of all methods, in the order in which the methods were asked for, and by segment
 *     within each; empty where the image failed or has no segment
 * @param failures reasons why the image, or one of its tables, could not be made; usually empty
 * @param notes segments that were found but have no row, one line each, such as {@code eyes:
 *     outside}
 */
public record ExplainedTables(
    ImageRecord image,
    List<ExplainedImage> explained,
    List<SegmentAttribution> rows,
    List<Failure> failures,
    List<String> notes) {
  /**
   * Copies the lists.
   *
   * @param image the image that was explained
   * @param explained predicted and explained class with their probabilities: one element, or one
   *     for each class with a probability above one half if the target is {@code positives}; empty
   *     where the image failed
   * @param rows rows of all methods, in the order in which the methods were asked for, and by
   *     segment within each; empty where the image failed or has no segment
   * @param failures reasons why the image, or one of its tables, could not be made; usually empty
   * @param notes segments that were found but have no row, one line each, such as {@code eyes:
   *     outside}
   */
  public ExplainedTables {
    explained = List.copyOf(explained);
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  /** {@return whether something failed; {@link #failures} says what} */
  public boolean failed() {
    return !failures.isEmpty();
  }

  /**
   * Returns the table of one method.
   *
   * @param method name as in {@link SegmentExplainer#methods}
   * @return its rows; empty where the image failed or has no segment
   */
  public List<SegmentAttribution> rows(String method) {
    return rows.stream().filter(row -> row.method().equals(method)).toList();
  }

  /**
   * {@return the class with the largest logit}
   *
   * @throws IllegalStateException where the image failed
   */
  public String predicted() {
    return first().predicted();
  }

  /**
   * {@return probability of {@link #predicted} by the model's head, 0 to 1}
   *
   * @throws IllegalStateException where the image failed
   */
  public double confidence() {
    return first().confidence();
  }

  private ExplainedImage first() {
    if (explained.isEmpty()) {
      String reason = failures.isEmpty() ? "it was not explained" : failures.get(0).reason();
      throw new IllegalStateException(image.path() + ": " + reason);
    }
    return explained.get(0);
  }
}
