package org.segmentattribution.experiment.watermark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The results of one classifier of the watermark experiment: a row of {@code prevalence.csv}.
 *
 * @param prevalence share of the marked class's training images with a watermark, in per cent
 * @param seed number of the trial at this prevalence, from 1
 * @param cleanAccuracy accuracy on the test images without watermarks, 0 to 1
 * @param watermarkedAccuracy accuracy on the test images with a watermark on every image of the
 *     marked class and on no other, 0 to 1
 * @param watermarkMeanRank mean rank of the watermark over the test images that carry it
 * @param watermarkRelativeMeanAttribution mean attribution of the watermark over these images
 */
public record TrialResult(
    double prevalence,
    int seed,
    double cleanAccuracy,
    double watermarkedAccuracy,
    double watermarkMeanRank,
    double watermarkRelativeMeanAttribution) {

  /** Returns the name of the trial's run and model. */
  static String name(double prevalence, int seed) {
    return "prevalence-" + number(prevalence, "%03d") + "-seed-" + seed;
  }

  /** Formats a prevalence for readers: 15 or 2.5. */
  static String number(double prevalence, String whole) {
    return prevalence == Math.rint(prevalence)
        ? String.format(Locale.ROOT, whole, (long) prevalence)
        : Double.toString(prevalence);
  }

  /** Returns a few words for the progress display. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s %%: clean %.1f %%, marked %.1f %%, rank %.2f",
        number(prevalence, "%d"),
        100 * cleanAccuracy,
        100 * watermarkedAccuracy,
        watermarkMeanRank);
  }

  /** Returns the figures as the summary of the trial's run. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("clean_accuracy", cleanAccuracy);
    summary.put("watermarked_accuracy", watermarkedAccuracy);
    summary.put("watermark_mean_rank", watermarkMeanRank);
    summary.put("watermark_relative_mean_attribution", watermarkRelativeMeanAttribution);
    return summary;
  }

  /** Reads the trial from the summary of its run. */
  static TrialResult of(double prevalence, int seed, Map<String, Object> summary) {
    return new TrialResult(
        prevalence,
        seed,
        value(summary, "clean_accuracy"),
        value(summary, "watermarked_accuracy"),
        value(summary, "watermark_mean_rank"),
        value(summary, "watermark_relative_mean_attribution"));
  }

  private static double value(Map<String, Object> summary, String key) {
    return ((Number) summary.get(key)).doubleValue();
  }
}
