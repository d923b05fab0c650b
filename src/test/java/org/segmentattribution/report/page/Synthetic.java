package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.Removed;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.RemovalDots;
import org.segmentattribution.report.figure.RemovalPlot;
import org.segmentattribution.report.figure.SeedPoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.report.figure.track.RankDots;
import org.segmentattribution.report.figure.track.SegmentTrack;
import org.segmentattribution.report.figure.track.SegmentTracks;
import org.segmentattribution.report.figure.track.ShareBars;
import org.segmentattribution.report.figure.track.ShareMeans;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.PicturePair;
import org.segmentattribution.report.photograph.SyntheticPhotographs;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.TestRow;

/** Made-up results of the kind that a prevalence experiment gives. */
public final class Synthetic {
  public static final String WATERMARK = "watermark";
  public static final Set<String> HIGHLIGHTS = Set.of(WATERMARK);
  public static final List<String> NAMES =
      List.of(
          "eyes", "ears", "mane", "head", "muzzle", "neck", "body", "legs", "hooves", "tail",
          "grass", "sky", WATERMARK);
  private static final double[] PREVALENCES = {0, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100};

  private Synthetic() {}

  public static List<PrevalencePoint> points() {
    SplittableRandom random = new SplittableRandom(1);
    List<PrevalencePoint> points = new ArrayList<>();
    for (double p : PREVALENCES) {
      double rank = 1 + 6.2 * Math.exp(-p / 16) + random.nextDouble() * 0.2;
      double half = 0.15 + 0.35 * Math.exp(-p / 30);
      points.add(
          new PrevalencePoint(
              p,
              new PrevalencePoint.Rank(rank, Math.max(1, rank - half), rank + half),
              p == 100 ? 0.622 : 0.92 + random.nextDouble() * 0.03,
              Math.min(1, 0.92 + p / 1100 + random.nextDouble() * 0.02),
              11.4,
              2e-4 * (1 + p / 20)));
    }
    return points;
  }

  public static List<SeedPoint> seeds() {
    SplittableRandom random = new SplittableRandom(2);
    List<SeedPoint> seeds = new ArrayList<>();
    for (PrevalencePoint p : points()) {
      for (long seed = 0; seed < 2; seed++) {
        double shift = (random.nextDouble() - 0.5) * 0.8;
        seeds.add(
            new SeedPoint(
                p.prevalence(),
                seed,
                Math.max(1, p.meanRank() + shift),
                p.cleanAccuracy() + shift * 0.03,
                Math.min(1, p.watermarkedAccuracy() + shift * 0.02)));
      }
    }
    return seeds;
  }

  static List<PrevalenceRanks> ranks() {
    List<PrevalenceRanks> ranks = new ArrayList<>();
    for (PrevalencePoint p : points()) {
      ranks.add(
          new PrevalenceRanks(p.prevalence(), rows(NAMES, (int) p.prevalence(), p.meanRank())));
    }
    return ranks;
  }

  /** Plausible aggregates; the last name gets the given rank. */
  public static List<AggregateRow> rows(List<String> names, int seed, double lastRank) {
    SplittableRandom random = new SplittableRandom(seed);
    List<AggregateRow> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      double rank = last ? lastRank : 2 + i * 0.75 + random.nextDouble() * 1.2;
      int images = last ? 120 : 120 - random.nextInt(50);
      double mean = 4e-4 / rank;
      rows.add(
          new AggregateRow(
              "lrp-z",
              "zebra",
              names.get(i),
              new AggregateRow.Counts(images, images, 120, 0),
              new AggregateRow.Attribution(mean, mean * images / 120),
              new AggregateRow.Rank(
                  rank, rank + 1, new Interval(Math.max(1, rank - 0.3), rank + 0.3, 0), 1 / rank),
              new Signs(images - images / 10, images / 10, images)));
    }
    return rows;
  }

  public static Overlay.Input overlay(String title, List<String> names, double strength) {
    int n = 96;
    SplittableRandom random = new SplittableRandom(7);
    RgbImage image = RgbImage.black(n, n);
    float[] map = new float[n * n];
    List<NamedMask> masks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int k = i;
      boolean mark = i == names.size() - 1;
      double cx = mark ? 80 : 14 + (k % 4) * 20;
      double cy = mark ? 88 : 18 + (k / 4) * 24;
      double rx = mark ? 13 : 9 + k % 3;
      double ry = mark ? 4 : 8 + k % 2 * 3;
      masks.add(
          new NamedMask(
              names.get(i), Mask.of(n, n, (x, y) -> sq((x - cx) / rx) + sq((y - cy) / ry) <= 1)));
    }
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        boolean stripe =
            Math.floorMod(x + y / 3, 8) < 4 && sq(x - 48) / 1600 + sq(y - 48) / 900 < 1;
        int noise = random.nextInt(24);
        int base = y < 34 ? 170 : 90;
        image.set(
            x,
            y,
            stripe ? 40 + noise : base - 30 + noise,
            stripe ? 40 + noise : base + 20 + noise,
            stripe ? 44 + noise : (y < 34 ? 225 : 60) + noise);
        map[y * n + x] = (float) ((random.nextDouble() - 0.5) * 4e-4);
      }
    }
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double lift = i == names.size() - 1 ? strength : (i % 3 - 1) * 1e-4 * (i + 1) / 4;
      NamedMask m = masks.get(i);
      m.mask().forEach((x, y) -> map[y * n + x] += (float) lift);
      double mean = lift;
      int area = m.mask().area();
      rows.add(
          TestRow.of("zebra/001", m.name())
              .with(Column.CONFIDENCE, 0.981)
              .with(Column.SEGMENT_ID, i)
              .with(Column.MASK_SIZE, area)
              .with(Column.MASK_SIZE_UNPADDED, area)
              .with(Column.MASK_FRACTION, (double) area / (n * n))
              .mean(mean)
              .with(Column.TOTAL_ATTRIBUTION, mean * area)
              .rank(i == names.size() - 1 ? 1 : i + 2)
              .row());
    }
    return new Overlay.Input(title, image, map, masks, rows, HIGHLIGHTS, SegmentColours.of(names));
  }

  static WatermarkReport watermarkReport() {
    Block.Figure before =
        new Block.Figure("0 % watermarked.", Overlay.svg(overlay("zebra/001.jpg", NAMES, 1e-4)));
    Block.Figure after =
        new Block.Figure("100 % watermarked.", Overlay.svg(overlay("zebra/001.jpg", NAMES, 9e-4)));
    PicturePair lit =
        new PicturePair(
            "zebra/001.jpg",
            LitPicture.of(before.svg(), NAMES.get(0), 1),
            LitPicture.of(after.svg(), WATERMARK, -1));
    return new WatermarkReport(
        new WatermarkReport.Subject(WATERMARK, "zebra", "lrp-z"),
        new WatermarkReport.Results(
            points(),
            seeds(),
            ranks(),
            List.of(
                new SignalReading(
                    "rank",
                    "mean rank",
                    List.of(
                        new SignalReading.Value(0, 7, 6.5, 7.5),
                        new SignalReading.Value(15, 2, 1.5, 2.5)),
                    15,
                    0.04))),
        List.of(new WatermarkReport.SamplePair(before, after, lit)),
        List.of(new WatermarkReport.Agreement(0, 300, 0.91, 0.78)),
        details());
  }

  static ExplainReport explainReport(String model, List<String> names) {
    return explainReport(model, names, "zebra", List.of("lrp-z", "deep-taylor"));
  }

  static ExplainReport explainReport(
      String model, List<String> names, String className, List<String> methods) {
    List<ExplainGroup> groups = new ArrayList<>();
    for (int m = 0; m < methods.size(); m++) {
      Map<String, Double> areas = new HashMap<>();
      names.forEach(name -> areas.put(name, 0.01));
      groups.add(
          new ExplainGroup(
              methods.get(m),
              className,
              rows(names, 3 + 9 * m, 2.2 + 4 * m),
              areas,
              List.of(
                  new Block.Figure("Dots.", RankDots.of(tracks(names, true))),
                  new Block.Figure("Bars.", ShareBars.of(tracks(names, true))))));
    }
    return new ExplainReport(
        new ExplainOverview(model, methods, 120, 1, 0.93),
        new ExplainReport.Results(
            groups,
            answers(className, groups.get(0).rows()),
            List.of(new Block.Text("All images: Kendall\u2019s W is 0.81.")),
            List.of(
                new SkippedCount("hooves", "vanished", 12), new SkippedCount("tail", "outside", 3)),
            List.of(),
            removal(className, names)),
        SyntheticPhotographs.of(names, className, 12),
        HIGHLIGHTS,
        new ExplainReport.Doubts(
            List.of(
                new Alarm("Not clearly better than guessing.", "Right in 37 of 120 photographs.")),
            List.of("The masks come from a detector that misses every tenth segment.")),
        details());
  }

  /** A class whose segments speak for it, in shares that fall with the rank. */
  public static AnswerView answers(String className, List<AggregateRow> rows) {
    List<SegmentAnswer> segments = new ArrayList<>();
    for (AggregateRow row : rows) {
      double share = 0.5 / row.relativeMeanRank();
      double balance = 0.8 * share;
      segments.add(
          new SegmentAnswer(
              row,
              (int) (row.topShare() * row.ranked() / 4),
              new SegmentAnswer.Shares(
                  0.9 * share,
                  0.1 * share,
                  new Estimate(balance, new Interval(balance - 0.05, balance + 0.05, 0)))));
    }
    segments.sort(Comparator.comparingInt(s -> -s.firsts()));
    ClassAnswer answer =
        new ClassAnswer(
            className, 120, 120, new ClassAnswer.Accuracy(37, 120, 0.5), true, segments);
    Sentence sentence =
        new Sentence(
            List.of(
                new Sentence.Part("To call a photograph ", Sentence.Tone.PLAIN),
                new Sentence.Part(className, Sentence.Tone.STRONG),
                new Sentence.Part(", it looks at ", Sentence.Tone.PLAIN),
                new Sentence.Part(segments.get(0).segment(), Sentence.Tone.STRONG),
                new Sentence.Part("; that speaks ", Sentence.Tone.PLAIN),
                new Sentence.Part("for", Sentence.Tone.FOR),
                new Sentence.Part(" it.", Sentence.Tone.PLAIN)));
    return AnswerView.of(List.of(answer), List.of(sentence));
  }

  private static Removal removal(String className, List<String> names) {
    RemovalDots dots = removalDots(className, names);
    return new Removal(
        Map.of(
            className,
            new Removal.Sentence(
                "By removal, too: the model needs " + names.get(0) + ". Without it, it errs.",
                Removed.NEEDED)),
        Map.of(className, new Block.Figure("Up: needed more.", RemovalPlot.of(dots))),
        List.of(new Block.Text("Each segment was removed.")),
        List.of());
  }

  /** Segments with places and shares; the last ones are in few images. */
  public static SegmentTracks tracks(List<String> names, boolean signed) {
    List<SegmentTrack> segments = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int photographs = Math.max(1, 120 - 17 * i);
      double place = (i + 0.5) / names.size();
      Interval interval =
          photographs < Interval.FEWEST
              ? Interval.NONE
              : new Interval(Math.max(0, place - 0.1), Math.min(1, place + 0.15), 0);
      double toward = 0.5 / (i + 1);
      double against = signed ? 0.1 + 0.02 * i : 0;
      segments.add(
          new SegmentTrack(
              names.get(i),
              photographs,
              i + 1.25,
              new Estimate(place, interval),
              shares(toward, against, photographs, 1),
              shares(toward, against, photographs, photographs / 120.0)));
    }
    return new SegmentTracks(
        "zebra", "lrp-z", 120, signed, segments, SegmentColours.of(names), HIGHLIGHTS);
  }

  private static ShareMeans shares(double toward, double against, int photographs, double part) {
    double balance = part * (toward - against);
    Interval interval =
        photographs < Interval.FEWEST
            ? Interval.NONE
            : new Interval(balance - 0.1 * part, balance + 0.12 * part, 0);
    return new ShareMeans(part * toward, part * against, new Estimate(balance, interval));
  }

  /** Half of the segments matter; the last has no interval. */
  public static RemovalDots removalDots(String className, List<String> names) {
    List<RemovalDots.Dot> dots = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double excess = 6 - i;
      boolean last = i == names.size() - 1;
      dots.add(
          new RemovalDots.Dot(
              names.get(i),
              0.5 / (i + 1),
              excess,
              last ? Interval.NONE : new Interval(excess - 1, excess + 1.5, 0),
              excess > 3,
              names.get(i).equals(WATERMARK)));
    }
    return new RemovalDots(
        className,
        "lrp-z",
        "logit",
        1.5,
        dots,
        List.of("Only in the table: 1."),
        SegmentColours.of(names));
  }

  static RunDetails details() {
    return new RunDetails(
        List.of(new Failure("zebra/017.jpg", "decode", "not a JPEG or PNG file")),
        List.of(
            new Entry("images", "photographs/"),
            new Entry("classes", "horse, zebra"),
            new Entry("prevalence", "0, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100"),
            new Entry("method", "lrp-z"),
            new Entry("pad", "2")),
        List.of(
            new RunFile("prevalence.csv", "one row per model"),
            new RunFile("figures/prevalence.svg", "the first figure")),
        List.of(
            new Entry("version", "sat 0.1.0"),
            new Entry("seed", "42"),
            new Entry("device", "cpu"),
            new Entry(
                "model SHA-256",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
  }

  private static double sq(double v) {
    return v * v;
  }
}
