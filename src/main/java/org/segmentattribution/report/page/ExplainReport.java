package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.figure.track.ShareBars;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * The report of an explained data set. First the answer, for a reader with ten seconds: a sentence,
 * photographs and bars a class. Then all photographs; folded below, how sure it is, all numbers,
 * and how they were made.
 *
 * @param overview what was explained
 * @param results groups of tables, and what they lack
 * @param photographs what the page shows of the images
 * @param highlights names to stress; may be empty
 * @param doubts what a reader must know first
 * @param details failures, configuration, files, provenance
 */
public record ExplainReport(
    ExplainOverview overview,
    Results results,
    Photographs photographs,
    Set<String> highlights,
    Doubts doubts,
    RunDetails details) {

  /**
   * What the tables show.
   *
   * @param groups one a method and class; those of the first method first
   * @param answers what the tables of the first method say; without strips where they say nothing
   * @param agreement of the methods; empty with one method
   * @param skipped segments without a row
   * @param rating which method predicts what removal does; empty where none was rated
   * @param removal what the removal of segments did; {@link Removal#NONE} where nothing was removed
   */
  public record Results(
      List<ExplainGroup> groups,
      AnswerView answers,
      List<Block> agreement,
      List<SkippedCount> skipped,
      List<Block> rating,
      Removal removal) {}

  /**
   * What a reader must know first.
   *
   * @param alarms what makes all of it doubtful; may be empty
   * @param caveats others, beside what follows from the numbers; may be empty
   * @param masks what makes masks doubtful, by segment; may be empty
   */
  public record Doubts(List<Alarm> alarms, List<String> caveats, Map<String, String> masks) {
    /** Makes doubts of a run whose masks were not measured. */
    public Doubts(List<Alarm> alarms, List<String> caveats) {
      this(alarms, caveats, Map.of());
    }
  }

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    if (!photographs.isEmpty()) {
      String title = photographs.some() ? "Some photographs" : "All photographs";
      sections.add(new Section(title, List.of(new Block.Pictures(photographs))));
    }
    if (!results.removal().isEmpty()) {
      sections.add(
          Section.folded(
              Removal.TITLE, "segments taken out, one by one", results.removal().section()));
    }
    sections.add(Section.folded("How sure is this?", "intervals, tests, other methods", howSure()));
    List<Block> numbers = numbers();
    if (!numbers.isEmpty()) {
      sections.add(Section.folded("All numbers", "tables of every class and segment", numbers));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        "What does " + overview.model() + " look at?", lead(), doubts.alarms(), answer(), sections);
  }

  private List<Block> answer() {
    if (results.answers().strips().isEmpty()) {
      return List.of(new Block.Text("No segment was found in any photograph."));
    }
    Block answers = new Block.Answers(results.answers(), photographs);
    int together = results.answers().classes() == 0 ? overview.byClass().size() : 0;
    return together < 2
        ? List.of(answers)
        : List.of(
            answers,
            new Block.Text(
                NumberText.count(together)
                    + " classes are too many for a strip each: all photographs are together here."
                    + " The numbers of each class are in aggregate.csv."));
  }

  private Sentence lead() {
    long names =
        results.groups().stream()
            .flatMap(g -> g.rows().stream())
            .map(AggregateRow::segment)
            .distinct()
            .count();
    int classes = results.answers().classes();
    return Sentence.of(
        NumberText.photographs(overview.images())
            + (classes > 0 ? ", " + classes + (classes == 1 ? " class" : " classes") : "")
            + ", "
            + names
            + (names == 1 ? " name" : " names")
            + " of segments, explained by "
            + String.join(", ", overview.methods())
            + ".");
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    List<String> all = new ArrayList<>(doubts.caveats());
    String masks = doubtfulMasks();
    if (!masks.isEmpty()) {
      all.add("Masks that may be wrong: " + masks + ".");
    }
    all.addAll(new Caveats(overview, new Findings(results.groups(), highlights)).list());
    if (!all.isEmpty()) {
      blocks.add(new Block.Caveats(all));
    }
    for (String method : overview.methods()) {
      boolean first = method.equals(overview.methods().get(0));
      List<Block> figures = new ArrayList<>();
      results.groups().stream()
          .filter(group -> group.method().equals(method))
          .forEach(
              group ->
                  group.figures().stream()
                      .filter(figure -> !first || !isOnFirstScreen(group, figure))
                      .forEach(figures::add));
      blocks.add(new Block.Folded("By " + method, first, figures));
    }
    if (!results.agreement().isEmpty()) {
      blocks.add(new Block.Heading("How far do the methods agree?"));
      blocks.addAll(results.agreement());
    }
    if (!results.rating().isEmpty()) {
      blocks.add(new Block.Heading("Which method predicts what happens without a segment?"));
      blocks.addAll(results.rating());
    }
    blocks.addAll(howToRead());
    return blocks;
  }

  /** Returns segments of the tables whose masks are doubtful, with the reasons. */
  private String doubtfulMasks() {
    return results.groups().stream()
        .flatMap(group -> group.rows().stream())
        .map(AggregateRow::segment)
        .distinct()
        .sorted(SegmentNames.BY_CODE_POINT)
        .filter(doubts.masks()::containsKey)
        .map(segment -> segment + " (" + doubts.masks().get(segment) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Returns whether the first screen has the bars of a figure, and all that it shows. */
  private boolean isOnFirstScreen(ExplainGroup group, Block.Figure figure) {
    return figure.drawing().kind().equals(ShareBars.KIND)
        && (figure.other() == null || !figure.other().offered())
        && results.answers().strips().stream()
            .anyMatch(strip -> strip.answer().className().equals(group.className()));
  }

  private List<Block> numbers() {
    List<Block> blocks = new ArrayList<>();
    if (!results.groups().isEmpty()) {
      blocks.add(ReportTables.aggregates(results.groups(), highlights, doubts.masks()));
    }
    if (overview.byClass().size() > 1) {
      blocks.add(new Block.Heading("Accuracy by class"));
      blocks.add(ReportTables.accuracies(overview.byClass()));
    }
    if (!results.skipped().isEmpty()) {
      blocks.add(new Block.Heading("Segments without a row"));
      blocks.add(ReportTables.skipped(results.skipped()));
    }
    return blocks;
  }

  private static List<Block> howToRead() {
    return List.of(
        new Block.Heading("How to read a rank"),
        new Block.Text(
            "In every photograph the segments are ranked by the absolute value of their mean"
                + " attribution: rank 1 is the segment with the most attribution per pixel."),
        new Block.Text(
            "Small segments rank high without reason: the mean of a few noisy pixels is far from"
                + " zero by chance. Compare a rank with the same segment under another model, class"
                + " or method before you call it a finding."));
  }
}
