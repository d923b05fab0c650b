package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ChangeSentence;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.part.ComparedSegments;
import org.segmentattribution.report.svg.NumberText;

/**
 * The page of the experiment on Biased Action Recognition: accuracies of both classifiers, what
 * changed in the watched segments, and the shares of all.
 *
 * @param scores both classifiers on both sets
 * @param segments all segments under both classifiers
 * @param watched names to watch
 * @param figure the strongest segments side by side, as SVG
 * @param details failures, configuration, files, provenance
 */
public record BarReport(
    List<Score> scores,
    List<ComparedSegment> segments,
    List<String> watched,
    String figure,
    RunDetails details) {
  private static final int FEW = 30;

  /**
   * Accuracy of a classifier on a set.
   *
   * @param share accuracy, 0 to 1, with its 95 % interval
   */
  public record Score(
      String model, String set, int images, double share, double low, double high) {}

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Which segments gained?",
            List.of(new Block.Slopes(ComparedSegments.slopes("biased", "less biased", first())))));
    sections.add(Section.folded("How sure is this?", "intervals, limits", howSure()));
    List<Block> numbers = new ArrayList<>(List.of(accuracies()));
    if (!changes().isEmpty()) {
      numbers.add(table());
    }
    sections.add(Section.folded("All numbers", "accuracies; what was watched", numbers));
    sections.addAll(details.sections());
    return new ReportPage(
        "Does the less biased classifier look elsewhere?",
        Sentence.of(
            "Two classifiers of actions: one trained on biased photographs, one on these and"
                + " others. Watched: "
                + (watched.isEmpty() ? "nothing" : String.join(", ", watched))
                + "."),
        alarms(),
        List.of(new Block.Hero(found()), changed()),
        sections);
  }

  private List<ComparedSegment> first() {
    return segments.stream().filter(s -> s.method().equals(segments.get(0).method())).toList();
  }

  private List<ComparedSegment> changes() {
    return segments.stream().filter(s -> watched.contains(s.change().segment())).toList();
  }

  /** Says how often both classifiers are right on photographs that neither has seen. */
  Sentence found() {
    return new Phrases()
        .plain("On test photographs that neither has seen, the biased classifier is right in ")
        .strong(NumberText.share(share("biased", "unbiased")))
        .plain(", the less biased one in ")
        .strong(NumberText.share(share("less-biased", "unbiased")))
        .plain(".")
        .sentence();
  }

  private Block changed() {
    List<SegmentChange> of =
        first().stream()
            .filter(s -> watched.contains(s.change().segment()))
            .map(ComparedSegment::change)
            .toList();
    List<Sentence> said =
        ChangeSentence.of(of, "the less biased one").stream()
            .map(ChangeSentence::sentence)
            .toList();
    return new Block.Changed(
        "Right in photographs",
        sets().stream().map(this::accuracy).toList(),
        "What was watched, beyond chance",
        said.isEmpty() ? List.of(ChangeSentence.nothing(true)) : said,
        "");
  }

  private List<String> sets() {
    return scores.stream().map(Score::set).distinct().toList();
  }

  private AccuracyChange accuracy(String set) {
    return new AccuracyChange(
        set, right("biased", set), right("less-biased", set), Double.NaN, false);
  }

  private AccuracyChange.Right right(String model, String set) {
    return scores.stream()
        .filter(s -> s.model().equals(model) && s.set().equals(set))
        .map(s -> new AccuracyChange.Right((int) Math.round(s.share() * s.images()), s.images()))
        .findFirst()
        .orElse(new AccuracyChange.Right(0, 0));
  }

  private List<Alarm> alarms() {
    List<String> absent =
        watched.stream()
            .filter(name -> segments.stream().noneMatch(s -> s.change().segment().equals(name)))
            .toList();
    return absent.isEmpty()
        ? List.of()
        : List.of(
            new Alarm(
                "Something watched was never found.",
                "No photograph has a segment called "
                    + String.join(", ", absent)
                    + ": the segmenter does not know it, or did not find it."));
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Caveats(caveats()));
    blocks.add(
        new Block.Figure(
            "Mean share of a table\u2019s summed attribution, biased against less biased, with 95"
                + "\u00a0% intervals; the seven largest of each class and classifier.",
            figure));
    return blocks;
  }

  private double share(String model, String set) {
    return scores.stream()
        .filter(s -> s.model().equals(model) && s.set().equals(set))
        .mapToDouble(Score::share)
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    List<String> few =
        changes().stream()
            .filter(c -> c.pairs() < FEW)
            .map(c -> c.change().segment() + " in " + c.subject() + " (" + c.pairs() + ")")
            .toList();
    if (!few.isEmpty()) {
      caveats.add(
          "Fewer than "
              + FEW
              + " images show: "
              + few.stream().collect(Collectors.joining(", "))
              + ".");
    }
    caveats.add(
        "One training of each classifier: the intervals and p-values are over images and do not hold"
            + " how much another training would differ. Another seed shows it.");
    return caveats;
  }

  private Block accuracies() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Score s : scores) {
      rows.add(
          List.of(
              Block.Cell.of(s.model()),
              Block.Cell.of(s.set()),
              Block.Cell.of(s.images(), NumberText.count(s.images())),
              Block.Cell.of(s.share(), NumberText.percent(s.share())),
              Block.Cell.of(
                  NumberText.percent(s.low()) + "\u2013" + NumberText.percent(s.high()))));
    }
    return new Block.Table(
        "Images that are labelled right, with Wilson\u2019s 95\u00a0% interval. Biased images: held out of"
            + " the training photographs; unbiased: test photographs that were not mixed into any training.",
        List.of("classifier", "images of", "how many", "right", "interval"), rows, 2, "");
  }

  private Block table() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (ComparedSegment c : changes()) {
      rows.add(
          List.of(
              Block.Cell.of(c.subject()),
              new Block.Cell(c.change().segment(), c.sure()),
              Block.Cell.of(c.method()),
              Block.Cell.of(c.pairs(), Integer.toString(c.pairs())),
              Block.Cell.of(c.change().share().a(), NumberText.percent(c.change().share().a())),
              Block.Cell.of(c.change().share().b(), NumberText.percent(c.change().share().b())),
              Block.Cell.of(
                  NumberText.fixed(100 * c.difference().low(), 1)
                      + " to "
                      + NumberText.fixed(100 * c.difference().high(), 1)),
              Block.Cell.of(c.p(), NumberText.significant(c.p())),
              Block.Cell.of(c.ranks().a(), NumberText.rank(c.ranks().a())),
              Block.Cell.of(c.ranks().b(), NumberText.rank(c.ranks().b())),
              Block.Cell.of(c.ranks().p(), NumberText.significant(c.ranks().p()))));
    }
    return new Block.Table(
        "Watched segments: share of the attribution and mean rank, biased against less biased, over the"
            + " same images; the difference of the shares in points with its 95\u00a0% interval; p by a"
            + " permutation test, adjusted by Holm\u2019s procedure over the segments of a class.",
        List.of(
            "class",
            "segment",
            "method",
            "images",
            "share, biased",
            "less biased",
            "difference",
            "p",
            "rank, biased",
            "less biased",
            "p"),
        rows,
        3,
        "");
  }
}
