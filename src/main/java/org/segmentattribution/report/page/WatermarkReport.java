package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.figure.PrevalenceFigure;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.PrevalenceSignals;
import org.segmentattribution.report.figure.RankBarsPanel;
import org.segmentattribution.report.figure.SeedPoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.svg.NumberText;

/**
 * The report of an experiment on watermark prevalence.
 *
 * @param segment name of the watermark's segment
 * @param markedClass the class whose training images have the watermark
 * @param method saliency method
 * @param points one for each prevalence
 * @param seeds results of single models; may be empty
 * @param ranks all segments at each prevalence
 * @param samples images under the models with the lowest and the highest prevalence
 * @param readings ways to detect the shortcut, for comparison; may be empty
 * @param agreement agreement of the segmenter with exact masks, one for each prevalence; may be
 *     empty
 * @param details failures, configuration, files, provenance
 */
public record WatermarkReport(
    String segment,
    String markedClass,
    String method,
    List<PrevalencePoint> points,
    List<SeedPoint> seeds,
    List<PrevalenceRanks> ranks,
    List<SamplePair> samples,
    List<SignalReading> readings,
    List<Agreement> agreement,
    RunDetails details) {
  private static final int TOP = 5;

  /** A mean rank this close to 1 leaves no room to improve. */
  private static final double CROWDED = 1.5;

  /** Sorts by prevalence. */
  public WatermarkReport {
    points =
        points.stream().sorted(Comparator.comparingDouble(PrevalencePoint::prevalence)).toList();
    ranks = ranks.stream().sorted(Comparator.comparingDouble(PrevalenceRanks::prevalence)).toList();
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a prevalence report needs at least one prevalence");
    }
  }

  /**
   * One image explained by two models.
   *
   * @param before under the model of the lowest prevalence
   * @param after under the model of the highest prevalence
   */
  public record SamplePair(Figure before, Figure after) {}

  /**
   * How far tables with the segmenter's masks agree with tables with exact masks.
   *
   * @param images number of images compared
   * @param tau Kendall's tau-b of the segments' mean attributions, -1 to 1; NaN if not defined
   * @param imageTau median of tau-b within single images
   */
  public record Agreement(double prevalence, int images, double tau, double imageTau) {}

  /** Returns the page. */
  public ReportPage page() {
    PrevalenceSignals signals = PrevalenceSignals.of(points);
    Set<String> highlights = Set.of(segment);
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Rank and accuracy over prevalence",
            List.of(
                new Figure(curveCaption(), PrevalenceFigure.svg(segment, points, seeds, signals)),
                ReportTables.prevalence(points))));
    if (!readings.isEmpty()) {
      sections.add(
          new Section("What shows it, and when", List.of(ReportTables.readings(readings))));
    }
    if (!ranks.isEmpty()) {
      sections.add(
          new Section(
              "All segments",
              List.of(
                  new Figure(
                      "Mean rank of every segment at each prevalence, best on top; "
                          + segment
                          + " is stressed. Each panel is sorted by its own ranks.",
                      RankBarsPanel.svg(ranks, highlights)),
                  ReportTables.topSegments(ranks, TOP, highlights))));
    }
    if (!samples.isEmpty()) {
      List<Block> blocks = new ArrayList<>();
      blocks.add(
          new Block.Text(
              "The same images, explained by two models: left the one trained with the least watermarks, right the one trained with the most."));
      samples.forEach(s -> blocks.add(new Block.FigureRow(List.of(s.before(), s.after()))));
      sections.add(new Section("Images before and after", blocks));
    }
    if (!agreement.isEmpty()) {
      sections.add(new Section("How good are the segments?", agreementBlocks()));
    }
    sections.add(new Section("How to read this", howToRead()));
    sections.addAll(details.sections());
    return new ReportPage(
        "Does the model look at the " + segment + "?",
        lead(signals),
        keyFigures(signals),
        caveats(),
        sections,
        details.provenance());
  }

  private PrevalencePoint first() {
    return points.get(0);
  }

  private PrevalencePoint last() {
    return points.get(points.size() - 1);
  }

  private String lead(PrevalenceSignals signals) {
    String found =
        "Explained with "
            + method
            + ", the "
            + segment
            + " has a mean rank of "
            + NumberText.rank(first().meanRank())
            + " of "
            + NumberText.fixed(first().segmentsPerImage(), 1)
            + " segments at a prevalence of "
            + NumberText.prevalence(first().prevalence())
            + " and of "
            + NumberText.rank(last().meanRank())
            + " at "
            + NumberText.prevalence(last().prevalence())
            + ". ";
    String rank =
        Double.isFinite(signals.rank())
            ? "The ranks show the shortcut from " + NumberText.prevalence(signals.rank()) + " on"
            : "The ranks do not show a shortcut";
    String accuracy =
        Double.isFinite(signals.accuracy())
            ? "the accuracies part by five points from "
                + NumberText.prevalence(signals.accuracy())
                + " on."
            : "the accuracies on clean and watermarked images stay within five points.";
    return found + rank + "; " + accuracy;
  }

  private List<KeyFigure> keyFigures(PrevalenceSignals signals) {
    return List.of(
        new KeyFigure(
            NumberText.rank(first().meanRank()) + " \u2192 " + NumberText.rank(last().meanRank()),
            "mean rank of the "
                + segment
                + ", "
                + NumberText.prevalence(first().prevalence())
                + " to "
                + NumberText.prevalence(last().prevalence())),
        new KeyFigure(onset(signals.rank()), "prevalence from which the rank shows it"),
        new KeyFigure(onset(signals.accuracy()), "prevalence from which the accuracies show it"));
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (first().meanRank() < CROWDED) {
      caveats.add(
          "The "
              + segment
              + " has a mean rank of "
              + NumberText.rank(first().meanRank())
              + " already at "
              + NumberText.prevalence(first().prevalence())
              + ": with few segments, the rank has little room to show a shortcut. Its share of the "
              + "attribution goes from "
              + NumberText.percent(first().attributionShare())
              + " to "
              + NumberText.percent(last().attributionShare())
              + ".");
    }
    long models = seeds.stream().map(SeedPoint::seed).distinct().count();
    if (models == 1) {
      caveats.add(
          "One classifier was trained at each prevalence: the intervals are over images and do not "
              + "hold how much another training would differ. More seeds show it.");
    }
    return caveats;
  }

  private static String onset(double prevalence) {
    return Double.isFinite(prevalence) ? NumberText.prevalence(prevalence) : "never";
  }

  private String curveCaption() {
    String text =
        "Mean rank of "
            + segment
            + " (left axis, 1 = most attribution per pixel, with 95\u00a0% intervals) and accuracy on "
            + "clean and on watermarked test images (right axis) over the share of "
            + markedClass
            + " images watermarked in training.";
    return seeds.isEmpty() ? text : text + " Small dots beside the points: single models.";
  }

  private List<Block> agreementBlocks() {
    double least = agreement.stream().mapToDouble(Agreement::tau).min().orElse(Double.NaN);
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Agreement a : agreement) {
      rows.add(
          List.of(
              Block.Cell.of(NumberText.prevalence(a.prevalence)),
              Block.Cell.of(String.valueOf(a.images)),
              Block.Cell.of(NumberText.fixed(a.tau, 2)),
              Block.Cell.of(NumberText.fixed(a.imageTau, 2))));
    }
    return List.of(
        new Block.Text(
            "A model found the segments by their names. The same attributions were tabulated with exact "
                + "masks too: Kendall's tau between the two orders of segments is at least "
                + NumberText.fixed(least, 2)
                + " (1 = the same order, 0 = none)."),
        new Block.Table(
            "Agreement of the segmenter's tables with those of exact masks, first classifier of each"
                + " prevalence.",
            List.of("prevalence", "images", "tau over all images", "median tau within an image"),
            rows,
            true));
  }

  private List<Block> howToRead() {
    return List.of(
        new Block.Text(
            "In every image the segments are ranked by the absolute value of their mean "
                + "attribution: rank 1 is the segment with the most attribution per pixel. "
                + "A mean rank is taken over the images in which the segment occurs."),
        new Block.Text(
            "Small segments rank high without reason: the mean of a few noisy pixels is far from "
                + "zero by chance. A high rank alone is therefore no finding; what counts is the change "
                + "against the model trained at "
                + NumberText.prevalence(first().prevalence())
                + "."),
        new Block.Text(
            "The ranks show the shortcut from the smallest prevalence at which, and at all larger "
                + "ones, the 95\u00a0% interval of the mean rank lies wholly above (nearer to 1 than) the "
                + "interval at "
                + NumberText.prevalence(first().prevalence())
                + ". The accuracies show it from the smallest prevalence at which, and at all larger "
                + "ones, they are at least five points apart."));
  }
}
