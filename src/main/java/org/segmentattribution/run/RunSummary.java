package org.segmentattribution.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * What a run came to.
 *
 * @param images that were to be explained
 * @param rows of all tables
 * @param skipped images that could not be read, segmented or explained
 * @param seconds that the last call took
 * @param busy share of the workers' time that went into the classifier, 0 to 1; NaN where unknown
 * @param alarms what makes the tables doubtful as a whole, a sentence each
 */
public record RunSummary(
    int images, int rows, int skipped, double seconds, double busy, List<String> alarms) {
  /** Copies the list. */
  public RunSummary {
    alarms = List.copyOf(alarms);
  }

  /** Without alarms. */
  public RunSummary(int images, int rows, int skipped, double seconds, double busy) {
    this(images, rows, skipped, seconds, busy, List.of());
  }

  /** What the manifest of a finished run says. */
  public static RunSummary of(Map<String, Object> counts) {
    return new RunSummary(
        count(counts, "images"),
        count(counts, "rows"),
        count(counts, "skipped"),
        0,
        Double.NaN,
        counts.get("alarms") instanceof List<?> alarms
            ? alarms.stream().map(String::valueOf).toList()
            : List.of());
  }

  /**
   * A number of a finished run's summary.
   *
   * @throws WrongInput where it says none
   */
  public static int count(Map<String, Object> counts, String name) {
    if (counts.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw new WrongInput("run.json is damaged: its summary has no number of " + name);
  }

  /** What several runs came to. */
  public static RunSummary sum(List<RunSummary> runs) {
    RunSummary sum = new RunSummary(0, 0, 0, 0, Double.NaN);
    List<String> alarms = new ArrayList<>();
    for (RunSummary r : runs) {
      sum =
          new RunSummary(
              sum.images + r.images,
              sum.rows + r.rows,
              sum.skipped + r.skipped,
              sum.seconds + r.seconds,
              Double.NaN);
      alarms.addAll(r.alarms);
    }
    return sum.with(alarms);
  }

  /** The same, where other images were left out in all; those that were explained stay. */
  public RunSummary leavingOut(int images) {
    return new RunSummary(this.images - skipped + images, rows, images, seconds, busy, alarms);
  }

  /** The same with these alarms. */
  public RunSummary with(List<String> alarms) {
    return new RunSummary(images, rows, skipped, seconds, busy, alarms);
  }

  /** Images with a table. */
  public int explained() {
    return images - skipped;
  }

  /** The same for a manifest. */
  public Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("images", images);
    counts.put("rows", rows);
    counts.put("skipped", skipped);
    counts.put("alarms", alarms);
    return counts;
  }

  /** One line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%d images explained, %d rows, %d skipped%s (%.1f s%s)",
        images - skipped,
        rows,
        skipped,
        skipped > 0 ? ", listed in failures.csv" : "",
        seconds,
        Double.isNaN(busy)
            ? ""
            : String.format(Locale.ROOT, "; the classifier was at work %.0f %% of it", 100 * busy));
  }
}
