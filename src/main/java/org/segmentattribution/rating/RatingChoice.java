package org.segmentattribution.rating;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.statistics.Estimate;

/**
 * The method and column to read, chosen on one half of the images and confirmed on the other.
 *
 * @param against what was to be predicted
 * @param candidate what was chosen; null where no image has a score
 * @param chosen its score where it was chosen
 * @param confirmed its score on the other half
 * @param size what the size of the segments alone scores on the other half
 * @param lead by how much it beats the size there, image by image
 * @param reason why it was chosen
 */
public record RatingChoice(
    Against against,
    Candidate candidate,
    Estimate chosen,
    Estimate confirmed,
    Size size,
    Estimate lead,
    String reason) {

  /**
   * The size of the segments alone.
   *
   * @param score on the half on which nothing was chosen
   * @param isOpposite whether small segments are expected to do more, as they did where the choice
   *     was made
   */
  public record Size(Estimate score, boolean isOpposite) {
    String text() {
      return String.format(
          Locale.ROOT,
          "size alone%s %.2f",
          isOpposite ? ", the smallest first," : "",
          score.value());
    }
  }

  /** Returns whether it beats the size of the segments on the half on which it was not chosen. */
  public boolean beatsSize() {
    return lead.low() > 0;
  }

  /** Returns it for a file. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", candidate == null ? null : candidate.method());
    map.put("column", candidate == null ? null : candidate.column());
    map.put("reason", reason);
    map.put("chosen", asMap(chosen));
    map.put("confirmed", asMap(confirmed));
    map.put("size", asMap(size.score));
    map.put("size_smallest_first", size.isOpposite);
    map.put("lead", asMap(lead));
    map.put("beats_size", beatsSize());
    map.put("sentence", sentence());
    return map;
  }

  private static Map<String, Object> asMap(Estimate estimate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", known(estimate.value()));
    map.put("lower", known(estimate.low()));
    map.put("upper", known(estimate.high()));
    return map;
  }

  /** Returns null for NaN, which JSON does not have. */
  private static Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** Returns what to do, in one sentence. */
  public String sentence() {
    if (candidate == null) {
      return "Nothing can be chosen for the " + against.text() + ": no image has three segments.";
    }
    if (Double.isNaN(lead.low())) {
      return "The images are too few to choose for the " + against.text() + ": give more.";
    }
    return beatsSize() ? use() : nothing();
  }

  private String nothing() {
    return String.format(
        Locale.ROOT,
        "Nothing is shown to beat the size of the segments against the %s: the choice, %s and %s,"
            + " scores %.2f where it was chosen and %.2f on the other half of the images, %s.",
        against.text(),
        candidate.method(),
        candidate.column(),
        chosen.value(),
        confirmed.value(),
        size.text());
  }

  private String use() {
    return String.format(
        Locale.ROOT,
        "Use %s and %s for the %s: it beats the size of the segments by %.2f (%.2f to %.2f) on the"
            + " other half of the images (%.2f, and %.2f where it was chosen; %s).",
        candidate.method(),
        candidate.column(),
        against.text(),
        lead.value(),
        lead.low(),
        lead.high(),
        confirmed.value(),
        chosen.value(),
        size.text());
  }
}
