package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.RankBlock;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.report.page.Block.Cell;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/** Makes the tables of the reports. */
final class ReportTables {
  /** Number of columns with words in the table of aggregates. */
  private static final int WORDS = 3;

  /** Largest number of rows in a list of failures; the file has all. */
  private static final int LISTED = 200;

  private ReportTables() {}

  /** Returns the numbers of the figure of rank and accuracies. */
  static Block.Table prevalence(List<PrevalencePoint> points) {
    List<List<Cell>> rows = new ArrayList<>();
    for (PrevalencePoint p : points) {
      rows.add(
          plain(
              NumberText.prevalence(p.prevalence()),
              NumberText.rank(p.meanRank()),
              NumberText.rankInterval(p.rank().low(), p.rank().high()),
              NumberText.rank(p.segmentsPerImage()),
              NumberText.percent(p.cleanAccuracy()),
              NumberText.percent(p.watermarkedAccuracy()),
              NumberText.percent(p.attributionShare())));
    }
    return new Block.Table(
        "Rank of the watermark and accuracies. The interval is the 95\u00a0% interval of the mean rank; "
            + "segments per image is the worst mean rank possible. Share of attribution: the watermark's mean attribution over the sum of all segments' means.",
        List.of(
            "Prevalence",
            "Mean rank",
            "Interval",
            "Segments per image",
            "Accuracy, clean",
            "Accuracy, watermarked",
            "Share of attribution"),
        rows,
        true);
  }

  /**
   * Compares the paper's readings with others: a row for each prevalence, a column for each
   * reading.
   */
  static Block.Table readings(List<SignalReading> readings) {
    List<String> headers = new ArrayList<>(List.of("Prevalence"));
    readings.forEach(r -> headers.add(r.name()));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < readings.get(0).values().size(); i++) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(NumberText.prevalence(readings.get(0).values().get(i).prevalence())));
      for (SignalReading reading : readings) {
        SignalReading.Value v = reading.values().get(i);
        String interval = Double.isNaN(v.low()) ? "" : " (" + interval(v) + ")";
        cells.add(
            Cell.of(
                Double.isNaN(v.mean())
                    ? NumberText.NONE
                    : NumberText.fixed(v.mean(), 2) + interval));
      }
      rows.add(cells);
    }
    List<Cell> onset = new ArrayList<>(List.of(Cell.of("shows it from")));
    List<Cell> trend = new ArrayList<>(List.of(Cell.of("p of the trend")));
    for (SignalReading reading : readings) {
      onset.add(
          Cell.of(
              Double.isNaN(reading.onset()) ? "never" : NumberText.prevalence(reading.onset())));
      trend.add(
          Cell.of(
              Double.isNaN(reading.trend())
                  ? NumberText.NONE
                  : NumberText.significant(reading.trend())));
    }
    rows.add(onset);
    rows.add(trend);
    return new Block.Table(
        "The watermark by every reading, means with 95\u00a0% intervals over images. Calibrated rank and"
            + " shift share compare it with the same shape elsewhere in the same map (0 = strongest, 0.5 ="
            + " chance); share of the table: its part of the sum of an image\u2019s mean attributions;"
            + " accuracy gap: with the watermark on every test image of its class minus without. A"
            + " reading shows the shortcut where its interval leaves that of the first row and stays out,"
            + " the gap where it reaches five points. Trend: Mann-Kendall, two-sided.",
        headers, rows, true);
  }

  private static String interval(SignalReading.Value v) {
    return NumberText.fixed(v.low(), 2) + "\u2013" + NumberText.fixed(v.high(), 2);
  }

  /** Returns the best-ranked segments of every prevalence: Table 1 of Hinns and Martens. */
  static Block.Table topSegments(List<PrevalenceRanks> ranks, int top, Set<String> highlights) {
    int most = Math.min(top, ranks.stream().mapToInt(r -> r.rows().size()).max().orElse(0));
    List<String> headers = new ArrayList<>(List.of("Prevalence"));
    IntStream.rangeClosed(1, most).mapToObj(NumberText::ordinal).forEach(headers::add);
    List<List<Cell>> rows = new ArrayList<>();
    for (PrevalenceRanks at : ranks) {
      List<AggregateRow> sorted = RankBlock.sorted(at.rows());
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(NumberText.prevalence(at.prevalence()))));
      for (int i = 0; i < most; i++) {
        if (i < sorted.size()) {
          AggregateRow row = sorted.get(i);
          String text = row.segment() + " (" + NumberText.rank(row.relativeMeanRank()) + ")";
          cells.add(new Cell(text, highlights.contains(row.segment())));
        } else {
          cells.add(Cell.of(NumberText.NONE));
        }
      }
      rows.add(cells);
    }
    return new Block.Table(
        "Segments with the best mean rank at each prevalence; the mean rank in brackets.",
        headers,
        rows,
        false);
  }

  /** Returns all aggregates: first method and class first, best mean rank on top. */
  static Block.Table aggregates(List<ExplainGroup> groups, Set<String> highlights) {
    return aggregates(groups, highlights, Map.of());
  }

  /**
   * Returns all aggregates, with a note at segments whose masks may be wrong.
   *
   * @param masks what makes masks doubtful, by segment
   */
  static Block.Table aggregates(
      List<ExplainGroup> groups, Set<String> highlights, Map<String, String> masks) {
    List<List<Cell>> body = new ArrayList<>();
    for (ExplainGroup group : groups) {
      for (AggregateRow row : RankBlock.sorted(group.rows())) {
        body.add(aggregate(group, row, highlights.contains(row.segment())));
      }
      if (group.elsewhere() != null) {
        body.add(aggregate(group, group.elsewhere(), false));
      }
    }
    Block.Table table = aggregates(body);
    boolean doubtful = body.stream().anyMatch(row -> masks.containsKey(row.get(0).text()));
    return doubtful ? withMasks(table, masks) : table;
  }

  /** Adds a column of words behind the names. */
  private static Block.Table withMasks(Block.Table table, Map<String, String> masks) {
    List<String> headers = new ArrayList<>(table.headers());
    headers.add(WORDS, "Mask");
    List<List<Cell>> rows = new ArrayList<>();
    for (List<Cell> row : table.rows()) {
      List<Cell> cells = new ArrayList<>(row);
      String doubt = masks.get(row.get(0).text());
      cells.add(WORDS, Cell.of(doubt == null ? "" : "mask doubtful: " + doubt));
      rows.add(cells);
    }
    return new Block.Table(table.caption(), headers, rows, WORDS + 1, table.filter());
  }

  private static Block.Table aggregates(List<List<Cell>> body) {
    return new Block.Table(
        "Aggregates. Relative: over the images with the segment. Absolute: over all images, "
            + "with attribution 0 and the rank after the last where the segment is missing. "
            + "Area: mean part of the image that the padded mask covers; since padding overlaps, and"
            + " segments may, areas can add up to more than 100 %."
            + (body.stream().anyMatch(row -> row.get(0).text().equals(SegmentNames.ELSEWHERE))
                ? " elsewhere: outside every named segment; it has no rank, and none is counted"
                    + " with it."
                : ""),
        List.of(
            "Segment",
            "Class",
            "Method",
            "Images",
            "Relative rank",
            "95\u00a0% interval",
            "Ranked first",
            "Absolute rank",
            "Relative attribution",
            "Absolute attribution",
            "For or against",
            "Area"),
        body,
        WORDS,
        "Filter by segment, class or method");
  }

  private static List<Cell> aggregate(ExplainGroup group, AggregateRow row, boolean stressed) {
    double area = group.areas().getOrDefault(row.segment(), Double.NaN);
    return List.of(
        new Cell(row.segment(), stressed),
        Cell.of(group.subject()),
        Cell.of(group.method()),
        Cell.of(row.images(), NumberText.count(row.images())),
        Cell.of(row.relativeMeanRank(), NumberText.rank(row.relativeMeanRank())),
        Cell.of(row.rankLow(), NumberText.rankInterval(row.rankLow(), row.rankHigh())),
        Cell.of(row.topShare(), NumberText.percent(row.topShare())),
        Cell.of(row.absoluteMeanRank(), NumberText.rank(row.absoluteMeanRank())),
        Cell.of(
            row.relativeMeanAttribution(), NumberText.significant(row.relativeMeanAttribution())),
        Cell.of(
            row.absoluteMeanAttribution(), NumberText.significant(row.absoluteMeanAttribution())),
        Cell.of(
            group.signed() ? row.signs().forShare() : Double.NaN,
            SignText.cell(row.signs(), group.signed())),
        Cell.of(area, NumberText.percent(area)));
  }

  static Block.Table failures(List<Failure> failures) {
    List<List<Cell>> rows = new ArrayList<>();
    failures.stream().limit(LISTED).forEach(f -> rows.add(plain(f.image(), f.stage(), f.reason())));
    String caption =
        failures.size() == 1
            ? "One image was left out."
            : NumberText.images(failures.size())
                + " were left out"
                + (failures.size() > LISTED
                    ? ", of which these are the first; failures.csv has all."
                    : ".");
    return new Block.Table(caption, List.of("Image", "Stage", "Reason"), rows, false);
  }

  static Block.Table skipped(List<SkippedCount> skipped) {
    List<List<Cell>> rows = new ArrayList<>();
    skipped.forEach(
        s ->
            rows.add(
                List.of(
                    Cell.of(s.segment()),
                    Cell.of(s.reason()),
                    Cell.of(s.images(), NumberText.count(s.images())))));
    return new Block.Table(
        "Segments without a row, and in how many images.",
        List.of("Segment", "Reason", "Images"),
        rows,
        false);
  }

  static Block.Table accuracies(List<ExplainOverview.OfClass> classes) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ExplainOverview.OfClass of : classes) {
      double share = (double) of.correct() / of.images();
      rows.add(
          List.of(
              Cell.of(of.label()),
              Cell.of(of.images(), NumberText.count(of.images())),
              Cell.of(of.correct(), NumberText.count(of.correct())),
              Cell.of(share, NumberText.percent(share))));
    }
    return new Block.Table(
        "Images of each label, and those to which the model gives it: its logit is the largest, or,"
            + " where the model decides every class by itself, its probability is above one half.",
        List.of("Label", "Images", "Predicted as labelled", "Share"),
        rows,
        false);
  }

  private static List<Cell> plain(String... texts) {
    return List.of(texts).stream().map(Cell::of).toList();
  }
}
