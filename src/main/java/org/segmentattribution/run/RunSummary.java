package org.segmentattribution.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * The summary of a run.
 *
 * @param images number of images to explain
 * @param rows number of rows of all tables
 * @param skipped number of images that could not be read, segmented or explained
 * @param seconds seconds that the last call took
 * @param busy share of the workers' time spent in the classifier, 0 to 1; NaN where unknown
 * @param alarms reasons to doubt the tables as a whole, one sentence each
 * @param found what the tables show, in lines for people
 */
public record RunSummary(
    int images,
    int rows,
    int skipped,
    double seconds,
    double busy,
    List<String> alarms,
    List<String> found) {
  /** Copies the lists. */
  public RunSummary {
    alarms = List.copyOf(alarms);
    found = List.copyOf(found);
  }

  /** Makes a summary without alarms. */
  public RunSummary(int images, int rows, int skipped, double seconds, double busy) {
    this(images, rows, skipped, seconds, busy, List.of(), List.of());
  }

  /** Reads the summary in the manifest of a finished run. */
  public static RunSummary of(Map<String, Object> counts) {
    return new RunSummary(
        count(counts, "images"),
        count(counts, "rows"),
        count(counts, "skipped"),
        0,
        Double.NaN,
        lines(counts, "alarms"),
        lines(counts, "found"));
  }

  private static List<String> lines(Map<String, Object> counts, String name) {
    return counts.get(name) instanceof List<?> lines
        ? lines.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Returns a number of a finished run's summary.
   *
   * @throws WrongInput where the summary has no such number
   */
  public static int count(Map<String, Object> counts, String name) {
    if (counts.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw new WrongInput("run.json is damaged: its summary has no number of " + name);
  }

  /** Adds up the summaries of several runs. */
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

  /**
   * Returns this summary with another number of images left out; the number of explained images is
   * kept.
   */
  public RunSummary leavingOut(int images) {
    return new RunSummary(
        this.images - skipped + images, rows, images, seconds, busy, alarms, found);
  }

  /** Returns this summary with other alarms. */
  public RunSummary with(List<String> alarms) {
    return new RunSummary(images, rows, skipped, seconds, busy, alarms, found);
  }

  /** Returns this summary with lines that say what the tables show. */
  public RunSummary showing(List<String> found) {
    return new RunSummary(images, rows, skipped, seconds, busy, alarms, found);
  }

  /** Returns the number of images with a table. */
  public int explained() {
    return images - skipped;
  }

  /** Returns the counts for a manifest. */
  public Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("images", images);
    counts.put("rows", rows);
    counts.put("skipped", skipped);
    counts.put("alarms", alarms);
    counts.put("found", found);
    return counts;
  }

  /** Returns one line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%d image%s explained, %d rows, %d skipped%s (%.1f s%s)",
        images - skipped,
        images - skipped == 1 ? "" : "s",
        rows,
        skipped,
        skipped > 0 ? ", listed in failures.csv" : "",
        seconds,
        Double.isNaN(busy)
            ? ""
            : String.format(Locale.ROOT, "; the classifier was at work %.0f %% of it", 100 * busy));
  }
}
