package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.report.figure.PowerLine;
import org.segmentattribution.report.page.slice.SlicesReport;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.part.LitPicture;
import org.segmentattribution.report.part.ShownPicture;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SliceDraws;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicedImage;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Signs;

/** Made-up pages of all commands but {@code explain} and {@code experiment watermark}. */
final class SyntheticPages {
  private SyntheticPages() {}

  /** Returns pages by command; one of their segments has the given name. */
  static Map<String, ReportPage> all(String segment) {
    Map<String, ReportPage> pages = new LinkedHashMap<>();
    pages.put("compare", compare(segment).page());
    pages.put("segment", segments(segment).page());
    pages.put("bar", bar(segment).page());
    pages.put("planted", planted(segment).page());
    pages.put("rate", rate(segment).page());
    pages.put("classes", classes(segment).page());
    pages.put("slices", slices(segment).page());
    return pages;
  }

  static ComparedSegment compared(
      String className, String segment, double a, double b, boolean sure, int forA, int forB) {
    return new ComparedSegment(
        new SegmentChange(
            Question.of(className),
            segment,
            new SegmentChange.Share(a, b, sure),
            new SegmentChange.Turn(new Signs(forA, 20 - forA, 20), new Signs(forB, 20 - forB, 20)),
            new SegmentChange.Images(20, 20)),
        "lrp-z",
        new Estimate(b - a, new Interval(b - a - 0.05, b - a + 0.05, 0)),
        sure ? 0.002 : 0.4,
        20,
        new ComparedSegment.Ranks(2, 3, 0.3));
  }

  static List<ComparedSegment> compared(String segment) {
    List<ComparedSegment> all = new ArrayList<>();
    all.add(compared("zebra", segment, 0.64, 0.3, true, 2, 18));
    all.add(compared("zebra", "background", 0.33, 0.5, true, 7, 10));
    all.add(compared("zebra", "boat", 0.1, Double.NaN, false, 10, 10));
    all.add(compared(segment + " class", segment, 0.2, 0.25, false, 15, 15));
    return all;
  }

  static CompareReport.Accuracy accuracy(int before, int after) {
    return new CompareReport.Accuracy(
        List.of(
            new AccuracyChange(
                "all classes",
                new AccuracyChange.Right(before, 40),
                new AccuracyChange.Right(after, 40),
                0.5,
                true)),
        5,
        2);
  }

  static CompareReport compare(String segment) {
    return compare(accuracy(20, 23), compared(segment));
  }

  static CompareReport compare(CompareReport.Accuracy accuracy, List<ComparedSegment> rows) {
    return new CompareReport(
        new CompareReport.Runs("cnn", "vit", "What changed from A to B?", "40 photographs in both"),
        List.of(new Alarm("They explain different classes.", "In 3 of 40.")),
        accuracy,
        rows,
        CompareReport.Further.NONE,
        Synthetic.details());
  }

  static SegmentReport segments(String segment) {
    return segments(
        List.of(
            new SegmentReport.Count(segment, 9, 0.9, 0.5, 0.01),
            new SegmentReport.Count("tail", 0, 0, Double.NaN, Double.NaN)));
  }

  static SegmentReport segments(List<SegmentReport.Count> counts) {
    String sheet = new SvgWriter(300, 200, "sheet", "pictures").finish();
    return new SegmentReport(
        10,
        counts,
        Map.of("wheel", 3),
        Drawing.of("", sheet),
        quality(counts),
        Synthetic.details());
  }

  /** The last name is doubtful. */
  private static SegmentQuality quality(List<SegmentReport.Count> counts) {
    List<SegmentQuality.Row> rows = new ArrayList<>();
    for (int i = counts.size() - 1; i >= 0; i--) {
      boolean last = i == counts.size() - 1;
      rows.add(
          new SegmentQuality.Row(
              counts.get(i).name(),
              last
                  ? List.of("unstable under a small shift, IoU 0.41: try another word")
                  : List.of(),
              new SegmentQuality.Numbers(
                  counts.get(i).share(),
                  new SegmentQuality.Area(0.1, 0.05, 0.4),
                  0.41,
                  Double.NaN,
                  new SegmentQuality.Partner(counts.get(0).name(), 0.2),
                  new SegmentQuality.Against(0.5, 0.25, 0.75, 1, 2))));
    }
    return new SegmentQuality(rows, List.of("Compared with other masks in 9 of 10 images."), null);
  }

  static BarReport bar(String segment) {
    return new BarReport(
        List.of(
            new BarReport.Score("biased", "biased", 50, 0.9, 0.8, 0.95),
            new BarReport.Score("biased", "unbiased", 50, 0.62, 0.5, 0.7),
            new BarReport.Score("less-biased", "biased", 50, 0.88, 0.8, 0.95),
            new BarReport.Score("less-biased", "unbiased", 50, 0.78, 0.7, 0.86)),
        compared(segment),
        List.of(segment, "snow"),
        new SvgWriter(300, 200, "figure", "bars").finish(),
        Synthetic.details());
  }

  static PlantedReport planted(String segment) {
    PlantedReport.Row row =
        new PlantedReport.Row(
            segment + " rank",
            new PlantedReport.Area(0.9, 0.8, 1),
            new PlantedReport.Count(1, 22),
            new PlantedReport.Count(7, 8),
            new PlantedReport.Count(30, 38),
            0);
    return new PlantedReport(
        List.of(row),
        List.of(row.name()),
        List.of(new PlantedReport.Kind("frame", List.of(row))),
        List.of(new PlantedReport.Cell("frame", 25, 0.9, 0.95, 0.6, new PlantedReport.Count(2, 3))),
        List.of(new PowerLine(row.name(), List.of(new PowerLine.Point(25, 7, 8)))),
        Synthetic.details());
  }

  static RateReport.Choice choice(String against, String method, double score, double lead) {
    return new RateReport.Choice(
        against,
        method,
        "total_attribution",
        new RateReport.Scores(
            estimate(score), estimate(score), estimate(score - lead), estimate(lead)));
  }

  private static Estimate estimate(double value) {
    return new Estimate(value, new Interval(value - 0.05, value + 0.05, 0));
  }

  static RateReport rate(String method) {
    return rate(List.of(choice("effect", method, 0.92, 0.18), choice("excess", method, 0.7, 0.01)));
  }

  static RateReport rate(List<RateReport.Choice> choices) {
    return new RateReport(
        40,
        choices,
        List.of(
            row("mask size", true, 0.74),
            row(choices.get(0).method() + " total attribution", false, 0.91),
            row("gradient rank", false, 0.45)),
        Synthetic.details());
  }

  private static RateReport.Row row(String name, boolean ruler, double score) {
    return new RateReport.Row(
        name,
        ruler,
        estimate(score),
        new RateReport.Others(40, 0.6, 0.5, Double.NaN, 0.6),
        ruler ? "" : "keeps its map when the weights are random");
  }

  static ClassDiagrams classes(String segment) {
    ExplainGroup group =
        new ExplainGroup(
            "lrp-z", "zebra", Synthetic.rows(List.of(segment, "sky"), 3, 1), Map.of(), List.of());
    return new ClassDiagrams(
        Synthetic.answers("zebra", group.rows()),
        List.of(
            new ClassDiagrams.Entry(
                group, "Small segments.", new RunFile("zebra/report.html", "its images"))),
        Set.of(),
        Synthetic.details());
  }

  /** 94 photographs with the segment, 83 of them right; 26 without, 8 of them right. */
  static SlicesReport slices(String segment) {
    List<SlicedImage> images = new ArrayList<>();
    for (int n = 0; n < 120; n++) {
      Map<String, SlicedImage.Place> places = new LinkedHashMap<>();
      places.put("person", new SlicedImage.Place(n % 3 == 0 || n >= 94, 1));
      if (n < 94) {
        places.put(segment, new SlicedImage.Place(n % 3 != 0, n % 2 == 0 ? 1 : -1));
      }
      boolean right = n < 83 || n >= 112;
      images.add(
          new SlicedImage(
              n + ".jpg", segment + " class", right, right ? 0.8 : 0.2, places, Set.of()));
    }
    SliceSearch.Found found =
        new SliceSearch(10, Correction.HOLM, new SliceDraws(999, 200), 1).of(images);
    LitPicture picture =
        new LitPicture(
            "0 0 4 4",
            "<image width=\"4\" height=\"4\" href=\"data:image/jpeg;base64,AAAA\"/>",
            "M0 0L4 0L4 4Z",
            segment,
            1);
    return new SlicesReport(
        new SlicesReport.Facts("cnn", "lrp-z", "", 120, "Holm\u2019s procedure"),
        found,
        Map.of(
            0,
            List.of(new ShownPicture(picture, "\u2717 said " + segment, true, segment + ".jpg"))),
        List.of("Only 26 photographs are without it."),
        Synthetic.details());
  }
}
