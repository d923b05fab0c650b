package org.segmentattribution.command.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.RateReport;
import org.segmentattribution.run.RatingRecord;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/** Reads what {@code sat rate} added to a run, for its page. */
final class RatingFiles {
  private RatingFiles() {}

  /** Returns what was chosen for the effects, the first choice; nothing where nothing was rated. */
  static List<Block> read(RunDirectory directory) throws IOException {
    Map<String, JsonNode> choices = RatingRecord.choicesIn(directory);
    return choices.entrySet().stream()
        .limit(1)
        .map(of -> RateReport.inRun(choice(of.getKey(), of.getValue()), RatingRecord.PAGE))
        .toList();
  }

  private static RateReport.Choice choice(String against, JsonNode of) {
    return new RateReport.Choice(
        against,
        of.path("method").textValue(),
        of.path("column").textValue(),
        new RateReport.Scores(
            estimate(of.path("chosen")),
            estimate(of.path("confirmed")),
            estimate(of.path("size")),
            estimate(of.path("lead"))));
  }

  private static Estimate estimate(JsonNode of) {
    return new Estimate(
        of.path("mean").asDouble(Double.NaN),
        new Interval(
            of.path("lower").asDouble(Double.NaN), of.path("upper").asDouble(Double.NaN), 0));
  }
}
