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
 * @param subject what was tested
 * @param results the measurements at each prevalence
 * @param samples images under the least and the most watermarked model
 * @param agreement of the segmenter with exact masks, one a prevalence; may be empty
 * @param details failures, configuration, files, provenance
 */
public record WatermarkReport(
    Subject subject,
    Results results,
    List<SamplePair> samples,
    List<Agreement> agreement,
    RunDetails details) {
  private static final int TOP = 5;

  /** A mean rank this close to 1 leaves no room to improve. */
  private static final double CROWDED = 1.5;

  /**
   * What was tested.
   *
   * @param segment name of the watermark's segment
   * @param markedClass the class whose training images carried it
   * @param method saliency method
   */
  public record Subject(String segment, String markedClass, String method) {}

  /**
   * The measurements, ascending by prevalence.
   *
   * @param points one a prevalence, at least one
   * @param seeds the single models; may be empty
   * @param ranks all segments at each prevalence
   * @param readings ways to tell the shortcut, next to each other; may be empty
   */
  public record Results(
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      List<PrevalenceRanks> ranks,
      List<SignalReading> readings) {

    /** Sorts by prevalence. */
    public Results {
      points =
          points.stream().sorted(Comparator.comparingDouble(PrevalencePoint::prevalence)).toList();
      ranks =
          ranks.stream().sorted(Comparator.comparingDouble(PrevalenceRanks::prevalence)).toList();
      if (points.isEmpty()) {
        throw new IllegalArgumentException("a prevalence report needs at least one prevalence");
      }
    }

    private PrevalencePoint first() {
      return points.get(0);
    }

    private PrevalencePoint last() {
      return points.get(points.size() - 1);
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
    PrevalenceSignals signals = PrevalenceSignals.of(results.points());
    Set<String> highlights = Set.of(subject.segment());
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Rank and accuracy over prevalence",
            List.of(
                new Figure(
                    curveCaption(),
                    PrevalenceFigure.svg(
                        subject.segment(), results.points(), results.seeds(), signals)),
                ReportTables.prevalence(results.points()))));
    if (!results.readings().isEmpty()) {
      sections.add(
          new Section(
              "What shows it, and when", List.of(ReportTables.readings(results.readings()))));
    }
    if (!results.ranks().isEmpty()) {
      sections.add(
          new Section(
              "All segments",
              List.of(
                  new Figure(
                      "Mean rank of every segment at each prevalence, best on top; "
                          + subject.segment()
                          + " is stressed. Each panel is sorted by its own ranks.",
                      RankBarsPanel.svg(results.ranks(), highlights)),
                  ReportTables.topSegments(results.ranks(), TOP, highlights))));
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
        "Does the model look at the " + subject.segment() + "?",
        lead(signals),
        keyFigures(signals),
        caveats(),
        sections);
  }

  private String lead(PrevalenceSignals signals) {
    String found =
        "Explained with "
            + subject.method()
            + ", the "
            + subject.segment()
            + " has a mean rank of "
            + NumberText.rank(results.first().meanRank())
            + " of "
            + NumberText.fixed(results.first().segmentsPerImage(), 1)
            + " segments at a prevalence of "
            + NumberText.prevalence(results.first().prevalence())
            + " and of "
            + NumberText.rank(results.last().meanRank())
            + " at "
            + NumberText.prevalence(results.last().prevalence())
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
            NumberText.rank(results.first().meanRank())
                + " \u2192 "
                + NumberText.rank(results.last().meanRank()),
            "mean rank of the "
                + subject.segment()
                + ", "
                + NumberText.prevalence(results.first().prevalence())
                + " to "
                + NumberText.prevalence(results.last().prevalence())),
        new KeyFigure(onset(signals.rank()), "prevalence from which the rank shows it"),
        new KeyFigure(onset(signals.accuracy()), "prevalence from which the accuracies show it"));
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (results.first().meanRank() < CROWDED) {
      caveats.add(
          "The "
              + subject.segment()
              + " has a mean rank of "
              + NumberText.rank(results.first().meanRank())
              + " already at "
              + NumberText.prevalence(results.first().prevalence())
              + ": with few segments, the rank has little room to show a shortcut. Its share of the "
              + "attribution goes from "
              + NumberText.percent(results.first().attributionShare())
              + " to "
              + NumberText.percent(results.last().attributionShare())
              + ".");
    }
    long models = results.seeds().stream().map(SeedPoint::seed).distinct().count();
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
            + subject.segment()
            + " (left axis, 1 = most attribution per pixel, with 95\u00a0% intervals) and accuracy on "
            + "clean and on watermarked test images (right axis) over the share of "
            + subject.markedClass()
            + " images watermarked in training.";
    return results.seeds().isEmpty()
        ? text
        : text + " Small dots beside the points: single models.";
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
                + NumberText.prevalence(results.first().prevalence())
                + "."),
        new Block.Text(
            "The ranks show the shortcut from the smallest prevalence at which, and at all larger "
                + "ones, the 95\u00a0% interval of the mean rank lies wholly above (nearer to 1 than) the "
                + "interval at "
                + NumberText.prevalence(results.first().prevalence())
                + ". The accuracies show it from the smallest prevalence at which, and at all larger "
                + "ones, they are at least five points apart."));
  }
}
