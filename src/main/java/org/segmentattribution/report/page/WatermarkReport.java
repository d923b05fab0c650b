package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.figure.PrevalenceFigure;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.PrevalenceSignals;
import org.segmentattribution.report.figure.RankBarsPanel;
import org.segmentattribution.report.figure.SeedPoint;
import org.segmentattribution.report.figure.SignalReading;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.part.PicturePair;
import org.segmentattribution.report.part.PicturePairs;
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
   * @param lit both with the winning segment lit; null where that is not known
   */
  public record SamplePair(Figure before, Figure after, PicturePair lit) {}

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
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "From which share on?",
            List.of(
                new Block.Text(onsets(signals)),
                new Figure(
                    curveCaption(),
                    PrevalenceFigure.of(
                        subject.segment(), results.points(), results.seeds(), signals)))));
    sections.add(
        Section.folded("How sure is this?", "other readings, limits, how to read", howSure()));
    sections.add(Section.folded("All numbers", "ranks and accuracies at every share", numbers()));
    if (!samples.isEmpty()) {
      List<Block> blocks = new ArrayList<>();
      samples.forEach(s -> blocks.add(new Block.FigureRow(List.of(s.before(), s.after()))));
      sections.add(
          Section.folded("Images before and after", "their tables and attributions", blocks));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        "Does the model look at the " + subject.segment() + "?",
        Sentence.of(lead()),
        alarms(),
        answer(),
        sections);
  }

  private String lead() {
    long models = results.seeds().stream().map(SeedPoint::seed).distinct().count();
    String shares =
        results.points().size() == 1
            ? NumberText.prevalence(results.first().prevalence())
            : NumberText.prevalence(results.first().prevalence())
                + " to "
                + NumberText.prevalence(results.last().prevalence());
    return "Classifiers that were trained with "
        + shares
        + " of the "
        + subject.markedClass()
        + " photographs marked"
        + (models > 1 ? ", " + models + " for each share; ranks are averaged over them" : "")
        + ". Explained by "
        + subject.method()
        + " on marked test photographs.";
  }

  private List<Block> answer() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Hero(found()));
    List<PicturePair> pairs =
        samples.stream().map(SamplePair::lit).filter(Objects::nonNull).toList();
    if (!pairs.isEmpty()) {
      blocks.add(
          new Block.Pairs(
              new PicturePairs(
                  NumberText.prevalence(results.first().prevalence()) + " marked",
                  NumberText.prevalence(results.last().prevalence()) + " marked",
                  subject.markedClass(),
                  pairs)));
    }
    return blocks;
  }

  /**
   * Says where the mark is among the segments with the least and with the most marked photographs:
   * its place among all mean ranks, and in how many photographs it is first.
   */
  Sentence found() {
    Phrases text = new Phrases();
    MarkPlace first = place(results.first().prevalence());
    MarkPlace last = place(results.last().prevalence());
    if (last.place() == 0) {
      return text.plain("The ")
          .strong(subject.segment())
          .plain(" was found in no photograph: nothing to say.")
          .sentence();
    }
    if (results.points().size() > 1 && first.place() > 0) {
      text.plain(share(results.first().prevalence(), true))
          .plain(" the model ranks the ")
          .strong(subject.segment())
          .plain(" " + NumberText.ordinal(first.place()) + " of " + first.of() + " segments; ");
      text.plain(share(results.last().prevalence(), false));
    } else {
      text.plain(share(results.last().prevalence(), true));
    }
    boolean named = results.points().size() == 1 || first.place() == 0;
    if (last.place() == 1) {
      text.plain(" it looks ").strong("first").plain(" at ");
      (named ? text.plain("the ").strong(subject.segment()) : text.plain("it"))
          .plain(", in " + last.firsts());
    } else {
      text.plain(named ? " it ranks the " : " it ranks it ");
      (named ? text.strong(subject.segment()).plain(" ") : text)
          .strong(NumberText.ordinal(last.place()))
          .plain(named ? " of " + last.of() + " segments" : "")
          .plain(last.images() == 0 ? "" : ", and first in " + last.firsts());
    }
    return text.plain(".").sentence();
  }

  /** Begins a sentence or goes on with one: which share of the photographs was marked. */
  private String share(double prevalence, boolean begins) {
    String photographs = subject.markedClass() + " photographs";
    String words =
        prevalence == 0
            ? "without marked photographs"
            : prevalence == 100
                ? "with all " + photographs + " marked"
                : "with "
                    + NumberText.prevalence(prevalence)
                    + " of the "
                    + photographs
                    + " marked";
    return begins ? Character.toUpperCase(words.charAt(0)) + words.substring(1) : words;
  }

  private MarkPlace place(double prevalence) {
    return MarkPlace.at(prevalence, results.ranks(), subject.segment());
  }

  private static String onsets(PrevalenceSignals signals) {
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
    return rank + "; " + accuracy;
  }

  private List<Alarm> alarms() {
    if (!(results.first().meanRank() < CROWDED)) {
      return List.of();
    }
    return List.of(
        new Alarm(
            "First from the start.",
            "The "
                + subject.segment()
                + " has a mean rank of "
                + NumberText.rank(results.first().meanRank())
                + " already at "
                + NumberText.prevalence(results.first().prevalence())
                + ": the rank has little room to show a shortcut. Its share of the attribution goes"
                + " from "
                + NumberText.percent(results.first().attributionShare())
                + " to "
                + NumberText.percent(results.last().attributionShare())
                + "."));
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    long models = results.seeds().stream().map(SeedPoint::seed).distinct().count();
    if (models == 1) {
      blocks.add(
          new Block.Caveats(
              List.of(
                  "One classifier was trained at each prevalence: the intervals are over images and do"
                      + " not hold how much another training would differ. More seeds show it.")));
    }
    if (!results.readings().isEmpty()) {
      blocks.add(new Block.Heading("What else shows it, and when?"));
      blocks.add(ReportTables.readings(results.readings()));
    }
    if (!agreement.isEmpty()) {
      blocks.add(new Block.Heading("How good are the segments?"));
      blocks.addAll(agreementBlocks());
    }
    blocks.add(new Block.Heading("How to read this"));
    blocks.addAll(howToRead());
    return blocks;
  }

  private List<Block> numbers() {
    Set<String> highlights = Set.of(subject.segment());
    List<Block> blocks = new ArrayList<>();
    blocks.add(places());
    blocks.add(ReportTables.prevalence(results.points()));
    if (!results.ranks().isEmpty()) {
      blocks.add(
          new Figure(
              "Mean rank of every segment at each prevalence, best on top; "
                  + subject.segment()
                  + " is stressed. Each panel is sorted by its own ranks.",
              RankBarsPanel.svg(results.ranks(), highlights)));
      blocks.add(ReportTables.topSegments(results.ranks(), TOP, highlights));
    }
    return blocks;
  }

  private Block places() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (PrevalencePoint point : results.points()) {
      MarkPlace at = place(point.prevalence());
      rows.add(
          List.of(
              Block.Cell.of(NumberText.prevalence(point.prevalence())),
              Block.Cell.of(
                  at.place(), at.place() == 0 ? NumberText.NONE : NumberText.ordinal(at.place())),
              Block.Cell.of(at.of(), NumberText.count(at.of())),
              Block.Cell.of(at.first(), at.first() < 0 ? NumberText.NONE : "" + at.first()),
              Block.Cell.of(at.images(), NumberText.count(at.images()))));
    }
    return new Block.Table(
        "Place of the "
            + subject.segment()
            + " among all segments, by mean rank; and in how many of"
            + " the photographs that show it beside another segment it has the smallest rank.",
        List.of("Prevalence", "Place", "of segments", "First in", "of photographs"),
        rows,
        true);
  }

  private String curveCaption() {
    String text =
        "Mean rank of "
            + subject.segment()
            + " (above) and accuracy on "
            + "clean and on watermarked test images (below) over the share of "
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
