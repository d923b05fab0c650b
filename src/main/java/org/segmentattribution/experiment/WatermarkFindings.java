package org.segmentattribution.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.pipeline.FailureCsv;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.report.PrevalencePoint;
import org.segmentattribution.report.PrevalenceSignals;

/**
 * What a watermark experiment found, in words.
 *
 * @param lead two sentences with the numbers that matter
 * @param skipped images that could not be used
 */
public record WatermarkFindings(String lead, int skipped) {

  static WatermarkFindings of(RunDirectory directory) throws IOException {
    WatermarkResults results = WatermarkResults.read(directory);
    return new WatermarkFindings(
        lead(results.points(), results.signals()),
        FailureCsv.read(directory.path("failures.csv")).size());
  }

  static String lead(List<PrevalencePoint> points, PrevalenceSignals signals) {
    PrevalencePoint first = points.get(0);
    PrevalencePoint last = points.get(points.size() - 1);
    return ranks(first, last, at(points, signals.rank())) + " "
        + accuracy(last, at(points, signals.accuracy()));
  }

  private static String ranks(PrevalencePoint first, PrevalencePoint last, PrevalencePoint at) {
    String course =
        format(
            "With a watermark on %s of the marked class's training images its mean rank is %.2f"
                + " of %.1f segments, with it on %s it is %.2f",
            percent(first), first.meanRank(), first.segmentsPerImage(), percent(last),
            last.meanRank());
    if (at == null) {
      return course + "; at no share measured do the intervals stay apart from the first.";
    }
    return course
        + format(
            "; from %s on the rank has clearly moved (95 %% interval %.2f to %.2f against %.2f to"
                + " %.2f), while the accuracies with and without watermark are %.1f points apart.",
            percent(at), at.rankLow(), at.rankHigh(), first.rankLow(), first.rankHigh(),
            100 * gap(at));
  }

  private static String accuracy(PrevalencePoint last, PrevalencePoint at) {
    if (at == null) {
      return format(
          "Accuracy never gives it away: at %s it is %.1f %% without and %.1f %% with watermark.",
          percent(last), 100 * last.cleanAccuracy(), 100 * last.watermarkedAccuracy());
    }
    return format(
        "Accuracy gives it away only from %s on, where it is %.1f %% without and %.1f %% with"
            + " watermark.",
        percent(at), 100 * at.cleanAccuracy(), 100 * at.watermarkedAccuracy());
  }

  private static double gap(PrevalencePoint point) {
    return Math.abs(point.watermarkedAccuracy() - point.cleanAccuracy());
  }

  private static PrevalencePoint at(List<PrevalencePoint> points, double prevalence) {
    return points.stream().filter(p -> p.prevalence() == prevalence).findFirst().orElse(null);
  }

  private static String percent(PrevalencePoint point) {
    return Trial.number(point.prevalence(), "%d") + " %";
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
