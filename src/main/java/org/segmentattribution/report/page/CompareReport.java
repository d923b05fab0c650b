package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ChangeSentence;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.part.ComparedSegments;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Signs;

/**
 * The page of {@code sat compare}: what changed from run A to run B. Accuracies and what is beyond
 * chance first, then the shares of all segments, class by class.
 *
 * @param runs what is compared
 * @param alarms reasons to doubt all of it; may be empty
 * @param accuracy how often both models are right; {@link Accuracy#NONE} where that is not known
 * @param rows all segments, classes and methods; those of the first method first
 * @param further what only some runs have
 * @param details how it was made
 */
public record CompareReport(
    Runs runs,
    List<Alarm> alarms,
    Accuracy accuracy,
    List<ComparedSegment> rows,
    Further further,
    RunDetails details) {
  /** Largest number of sentences; the table has the rest. */
  private static final int SAID = 6;

  /** Largest number of classes whose accuracies are on the first screen. */
  private static final int ACCURACIES = 9;

  /** With fewer photographs, an interval is rough. */
  private static final int FEW = 30;

  /**
   * The runs.
   *
   * @param a name of the first run or its model
   * @param b name of the second
   * @param title heading of the page
   * @param what what both share, in words
   */
  public record Runs(String a, String b, String title, String what) {}

  /**
   * How often both models are right.
   *
   * @param changes over all photographs, then class by class; empty where nothing is known
   * @param gained photographs of both runs that only the second model gets right; -1 where the runs
   *     have none in common
   * @param lost those that only the first gets right
   */
  public record Accuracy(List<AccuracyChange> changes, int gained, int lost) {
    /** Nothing is known. */
    public static final Accuracy NONE = new Accuracy(List.of(), -1, -1);
  }

  /**
   * What only some runs have.
   *
   * @param turned photographs in which another segment comes first; may be empty
   * @param removal what the removal of segments does in both; may be empty
   */
  public record Further(List<Block> turned, List<Block> removal) {
    /** Nothing of it. */
    public static final Further NONE = new Further(List.of(), List.of());
  }

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Which segments gained?", slopes()));
    if (!further.turned().isEmpty()) {
      sections.add(new Section("Which photographs turned?", further.turned()));
    }
    if (!further.removal().isEmpty()) {
      sections.add(
          Section.folded(
              "Do both need the same segments?", "segments taken out", further.removal()));
    }
    sections.add(Section.folded("How sure is this?", "tests, limits", howSure()));
    sections.add(
        Section.folded(
            "All numbers", "one row a class and segment, beyond chance first", tables()));
    sections.addAll(details.sections());
    return new ReportPage(runs.title(), lead(), alarms(alarms), List.of(changed()), sections);
  }

  private Sentence lead() {
    return new Phrases()
        .plain("\u25cb A: ")
        .strong(runs.a())
        .plain(" \u00a0 \u25cf B: ")
        .strong(runs.b())
        .plain(" \u00a0 " + runs.what())
        .sentence();
  }

  private List<ComparedSegment> first() {
    return rows.stream().filter(r -> r.method().equals(rows.get(0).method())).toList();
  }

  private Block changed() {
    List<Sentence> said =
        ChangeSentence.of(first().stream().map(ComparedSegment::change).toList(), "B").stream()
            .map(ChangeSentence::sentence)
            .toList();
    int more = said.size() - SAID;
    return new Block.Changed(
        heading(),
        shown(),
        "Beyond chance",
        said.isEmpty()
            ? List.of(ChangeSentence.nothing(first().stream().anyMatch(r -> r.change().isInBoth())))
            : said.subList(0, Math.min(SAID, said.size())),
        more > 0 ? more + " more: see All numbers." : "");
  }

  /** Returns the accuracies of the first screen: of many classes those that changed most. */
  private List<AccuracyChange> shown() {
    List<AccuracyChange> all = accuracy.changes();
    if (all.size() <= ACCURACIES + 1) {
      return all;
    }
    List<AccuracyChange> shown = new ArrayList<>(all.subList(0, 1));
    all.stream()
        .skip(1)
        .filter(c -> Math.min(c.a().of(), c.b().of()) >= Interval.FEWEST)
        .sorted(Comparator.comparingDouble(c -> -Math.abs(c.b().share() - c.a().share())))
        .limit(ACCURACIES)
        .forEach(shown::add);
    return shown;
  }

  private List<Alarm> alarms(List<Alarm> given) {
    List<Alarm> all = new ArrayList<>(given);
    if (first().stream().allMatch(r -> r.images() < Interval.FEWEST)) {
      all.add(
          new Alarm(
              "Classes of few photographs.",
              "No segment is in five photographs of a class, so nothing can be told from chance."
                  + " Compare all classes together."));
    }
    return all;
  }

  private List<Block> tables() {
    List<Block> blocks = new ArrayList<>();
    if (!accuracy.changes().isEmpty()) {
      List<List<Block.Cell>> cells = new ArrayList<>();
      for (AccuracyChange c : accuracy.changes()) {
        cells.add(
            List.of(
                new Block.Cell(c.name(), c.strong()),
                Block.Cell.of(c.a().right(), NumberText.count(c.a().right())),
                Block.Cell.of(c.a().of(), NumberText.count(c.a().of())),
                Block.Cell.of(c.b().right(), NumberText.count(c.b().right())),
                Block.Cell.of(c.b().of(), NumberText.count(c.b().of()))));
      }
      blocks.add(
          new Block.Table(
              "How often both are right.",
              List.of("Class", "Right, A", "of", "Right, B", "of"),
              cells,
              true));
    }
    blocks.add(numbers());
    return blocks;
  }

  /** Says which model is right more often. */
  String heading() {
    if (accuracy.changes().isEmpty()) {
      return "";
    }
    AccuracyChange all = accuracy.changes().get(0);
    // where photographs are shared, only they are compared
    int order =
        accuracy.gained() < 0
            ? Double.compare(all.b().share(), all.a().share())
            : Integer.compare(accuracy.gained(), accuracy.lost());
    String often =
        order > 0 ? "Right more often" : order < 0 ? "Right less often" : "Right as often";
    return accuracy.gained() < 0
        ? often
        : often
            + ": "
            + NumberText.count(accuracy.gained())
            + " gained, "
            + NumberText.count(accuracy.lost())
            + " lost";
  }

  private List<Block> slopes() {
    return List.of(new Block.Slopes(ComparedSegments.slopes("A", "B", first())));
  }

  private List<Block> howSure() {
    List<String> caveats = new ArrayList<>();
    boolean paired = rows.get(0).pairs() >= 0;
    List<String> few =
        first().stream()
            .filter(r -> r.change().share().sure())
            .filter(r -> (paired ? r.pairs() : r.images()) < FEW)
            .map(r -> r.change().segment() + " in " + r.subject())
            .toList();
    if (!few.isEmpty()) {
      caveats.add("Fewer than " + FEW + " photographs show: " + String.join(", ", few) + ".");
    }
    caveats.add(
        "Two models that were trained alike differ, too: what changed beyond chance over photographs"
            + " may still be the luck of one training. Compare with a third that was trained as the"
            + " first.");
    return List.of(
        new Block.Caveats(caveats),
        new Block.Text(
            (paired
                    ? "Photographs that both runs have are compared pair by pair."
                    : "The runs have no photograph in common and are compared as groups.")
                + " p is that of a permutation test of the share, adjusted by Holm\u2019s procedure"
                + " over the segments of a class; beyond chance is p below 0.05. Intervals are 95\u00a0%"
                + " bootstrap intervals over photographs."));
  }

  private Block numbers() {
    boolean methods = rows.stream().map(ComparedSegment::method).distinct().count() > 1;
    List<String> headers = new ArrayList<>(List.of("Segment", "Class"));
    if (methods) {
      headers.add("Method");
    }
    headers.addAll(
        List.of(
            "Photographs, A",
            "B",
            "Share, A",
            "B",
            "Difference, points",
            "p",
            "Speaks for in, A",
            "B",
            "Mean rank, A",
            "B",
            "p"));
    List<List<Block.Cell>> cells = new ArrayList<>();
    rows.stream()
        .sorted(Comparator.comparing(r -> !r.change().share().sure()))
        .forEach(r -> cells.add(cells(r, methods)));
    return new Block.Table(
        "Share of a photograph\u2019s attribution and rank of every segment in both runs, over the"
            + " photographs that show it; the difference B \u2212 A with its 95\u00a0% interval; bold:"
            + " beyond chance.",
        headers, cells, methods ? 3 : 2, cells.size() > 20 ? "Words in the names" : "");
  }

  private static List<Block.Cell> cells(ComparedSegment row, boolean methods) {
    SegmentChange c = row.change();
    List<Block.Cell> cells = new ArrayList<>();
    cells.add(new Block.Cell(c.segment(), c.share().sure()));
    cells.add(Block.Cell.of(row.subject()));
    if (methods) {
      cells.add(Block.Cell.of(row.method()));
    }
    cells.add(Block.Cell.of(c.images().a(), NumberText.count(c.images().a())));
    cells.add(Block.Cell.of(c.images().b(), NumberText.count(c.images().b())));
    cells.add(Block.Cell.of(c.share().a(), NumberText.percent(c.share().a())));
    cells.add(Block.Cell.of(c.share().b(), NumberText.percent(c.share().b())));
    cells.add(Block.Cell.of(row.difference().value(), points(row.difference())));
    cells.add(Block.Cell.of(row.p(), p(row.p())));
    cells.add(signs(c.signs().a()));
    cells.add(signs(c.signs().b()));
    cells.add(Block.Cell.of(row.ranks().a(), NumberText.rank(row.ranks().a())));
    cells.add(Block.Cell.of(row.ranks().b(), NumberText.rank(row.ranks().b())));
    cells.add(Block.Cell.of(row.ranks().p(), p(row.ranks().p())));
    return cells;
  }

  private static String p(double p) {
    return Double.isNaN(p) ? NumberText.NONE : NumberText.significant(p);
  }

  private static String points(Estimate difference) {
    if (Double.isNaN(difference.value())) {
      return NumberText.NONE;
    }
    String value =
        (difference.value() > 0 ? "+" : "") + NumberText.fixed(100 * difference.value(), 1);
    return Double.isNaN(difference.low())
        ? value
        : value
            + " ("
            + NumberText.fixed(100 * difference.low(), 1)
            + " to "
            + NumberText.fixed(100 * difference.high(), 1)
            + ")";
  }

  private static Block.Cell signs(Signs signs) {
    return signs.tables() == 0
        ? Block.Cell.of(NumberText.NONE)
        : Block.Cell.of(signs.forShare(), signs.positive() + " of " + signs.tables());
  }
}
