package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.figure.AttributionBars;
import org.segmentattribution.report.figure.RankBars;
import org.segmentattribution.report.page.Block.Figure;
import org.segmentattribution.report.photograph.Photographs;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * The report of an explained data set, for a reader with five minutes: first sentences on what the
 * model relies on, then figures, the images where each segment mattered, all numbers, and how they
 * were made.
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
   * @param agreement of the methods; empty with one method
   * @param skipped segments without a row
   * @param removal what the removal of segments did; {@link Removal#NONE} where nothing was removed
   */
  public record Results(
      List<ExplainGroup> groups,
      List<Block> agreement,
      List<SkippedCount> skipped,
      Removal removal) {
    /** Makes results of a run whose segments were not removed. */
    public Results(List<ExplainGroup> groups, List<Block> agreement, List<SkippedCount> skipped) {
      this(groups, agreement, skipped, Removal.NONE);
    }
  }

  /**
   * What a reader must know first.
   *
   * @param alarms what makes all of it doubtful; may be empty
   * @param caveats others, beside what follows from the numbers; may be empty
   */
  public record Doubts(List<String> alarms, List<String> caveats) {}

  private static final int TOP = 15;

  /** Returns the page. */
  public ReportPage page() {
    Findings findings = new Findings(results.groups(), highlights, results.removal());
    List<Section> sections = new ArrayList<>();
    if (!results.groups().isEmpty()) {
      sections.add(new Section("In words", findings.blocks()));
      if (!results.removal().isEmpty()) {
        sections.add(new Section(Removal.TITLE, results.removal().section()));
      }
      sections.add(new Section("Figures", results.groups().stream().map(this::figures).toList()));
    }
    if (!results.agreement().isEmpty()) {
      sections.add(new Section("How far the methods agree", results.agreement()));
    }
    if (!photographs.isEmpty()) {
      sections.add(new Section("Photographs", List.of(new Block.Pictures(photographs))));
    }
    if (!results.groups().isEmpty()) {
      sections.add(
          new Section(
              "All numbers", List.of(ReportTables.aggregates(results.groups(), highlights))));
    }
    if (overview.byClass().size() > 1) {
      sections.add(
          new Section("Accuracy by class", List.of(ReportTables.accuracies(overview.byClass()))));
    }
    if (!results.skipped().isEmpty()) {
      sections.add(
          new Section("Segments without a row", List.of(ReportTables.skipped(results.skipped()))));
    }
    sections.add(howToRead());
    sections.addAll(details.sections());
    List<String> all = new ArrayList<>(doubts.caveats());
    all.addAll(new Caveats(overview, findings).list());
    return new ReportPage(
        "What does " + overview.model() + " look at?",
        lead(),
        doubts.alarms(),
        keyFigures(),
        all,
        sections,
        details.provenance());
  }

  /** Returns the figures of a group; the first is open, so that nobody has to look for it. */
  private Block figures(ExplainGroup group) {
    List<Block> blocks = new ArrayList<>();
    String heading = group.heading();
    blocks.add(
        new Figure(
            "Mean rank per segment, best on top, over the images with the segment.",
            RankBars.svg(heading, group.rows(), highlights)));
    blocks.add(
        new Figure(
            "Mean attribution of the strongest segments.",
            AttributionBars.svg(heading, group.rows(), TOP, highlights)));
    blocks.addAll(group.figures());
    return new Block.Folded(heading, group == results.groups().get(0), blocks);
  }

  private static Section howToRead() {
    return new Section(
        "How to read this",
        List.of(
            new Block.Text(
                "In every image the segments are ranked by the absolute value of their mean "
                    + "attribution: rank 1 is the segment with the most attribution per pixel. A mean "
                    + "rank is over the images with the segment; its 95\u00a0% interval is a bootstrap "
                    + "over images."),
            new Block.Text(
                "Small segments rank high without reason: the mean of a few noisy pixels is far "
                    + "from zero by chance. Compare a rank with the same segment under another "
                    + "model, class or method before you call it a finding.")));
  }

  private List<KeyFigure> keyFigures() {
    List<KeyFigure> keys = new ArrayList<>();
    if (!results.groups().isEmpty()) {
      keys.add(new KeyFigure(NumberText.count(overview.images()), "images with a table"));
      if (Double.isFinite(overview.correct())) {
        keys.add(new KeyFigure(NumberText.percent(overview.correct()), "predicted as labelled"));
      }
      long names =
          results.groups().stream()
              .flatMap(g -> g.rows().stream())
              .map(AggregateRow::segment)
              .distinct()
              .count();
      keys.add(new KeyFigure(Long.toString(names), "names of segments found"));
      int methods = overview.methods().size();
      keys.add(new KeyFigure(Integer.toString(methods), methods == 1 ? "method" : "methods"));
    }
    return keys;
  }

  /** Returns whether the first group is one class of several. */
  private boolean several() {
    String first = results.groups().get(0).className();
    return !first.isEmpty()
        && results.groups().stream().anyMatch(g -> !g.className().equals(first));
  }

  /** Describes the best-ranked segments of the first group. */
  private String lead() {
    if (results.groups().isEmpty()) {
      return "No segment was found in any image.";
    }
    if (!results.groups().get(0).silence().isEmpty()) {
      return results.groups().get(0).silence();
    }
    List<AggregateRow> best = results.groups().get(0).usual();
    String sign = Findings.sign(results.groups().get(0), best.get(0));
    String text =
        "By "
            + results.groups().get(0).method()
            + ", over "
            + NumberText.images(results.groups().get(0).images())
            + (several() ? " explained for " + results.groups().get(0).className() : "")
            + ", the model relies most on "
            + best.get(0).segment()
            + sign
            + " (mean rank "
            + NumberText.rank(best.get(0).relativeMeanRank())
            + " in the "
            + NumberText.images(best.get(0).ranked())
            + Findings.beside(best.get(0))
            + ")";
    AggregateRow last = best.get(best.size() - 1);
    String removal = results.removal().brief(results.groups().get(0));
    return best.size() == 1
        ? text + "." + removal
        : text
            + " and least on "
            + last.segment()
            + Findings.sign(results.groups().get(0), last)
            + " ("
            + NumberText.rank(last.relativeMeanRank())
            + ")."
            + removal;
  }
}
