package org.segmentattribution.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.Block.Figure;
import org.segmentattribution.table.AggregateRow;

/**
 * The report of an explained data set: what mattered per method and class.
 *
 * @param model name of the classifier
 * @param groups one a method and class
 * @param skipped segments without a row
 * @param highlights names to stress; may be empty
 * @param caveats what a reader must know first; may be empty
 * @param details failures, configuration, files, provenance
 */
public record ExplainReport(
    String model,
    List<Group> groups,
    List<SkippedSegment> skipped,
    Set<String> highlights,
    List<String> caveats,
    RunDetails details) {
  private static final int TOP = 15;

  /** Names in a smaller share of the images are not worth the first sentence. */
  private static final double SELDOM = 0.1;

  /**
   * What one method gave for one class.
   *
   * @param method saliency method
   * @param className the images' class
   * @param rows its aggregates
   * @param figures further figures, such as a critical-difference diagram; may be empty
   * @param samples overlays of single images; may be empty
   */
  public record Group(
      String method,
      String className,
      List<AggregateRow> rows,
      List<Figure> figures,
      List<Figure> samples) {
    String heading() {
      return (className.isEmpty() ? "all images" : className) + " \u00b7 " + method;
    }
  }

  /** The page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    groups.forEach(g -> sections.add(section(g)));
    sections.add(
        new Section(
            "How to read this",
            List.of(
                new Block.Text(
                    "In every image the segments are ranked by the absolute value of their mean "
                        + "attribution: rank 1 is the segment with the most attribution per pixel."),
                new Block.Text(
                    "Small segments rank high without reason: the mean of a few noisy pixels is far "
                        + "from zero by chance. Compare a rank with the same segment under another "
                        + "model, class or method before you call it a finding."))));
    if (!skipped.isEmpty()) {
      sections.add(new Section("Segments without a row", List.of(ReportTables.skipped(skipped))));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        "What does " + model + " look at?",
        lead(),
        List.of(),
        caveats,
        sections,
        details.provenance());
  }

  private Section section(Group group) {
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
    blocks.add(ReportTables.aggregates(group.rows(), highlights));
    for (int i = 0; i < group.samples().size(); i += 2) {
      int end = Math.min(i + 2, group.samples().size());
      blocks.add(new Block.FigureRow(group.samples().subList(i, end)));
    }
    return new Section(heading, blocks);
  }

  /** The best-ranked segments of the first two groups, in words. */
  private String lead() {
    StringBuilder text = new StringBuilder();
    for (Group group : groups.subList(0, Math.min(2, groups.size()))) {
      int most = group.rows().stream().mapToInt(AggregateRow::images).max().orElse(0);
      List<AggregateRow> ranked =
          RankBlock.sorted(group.rows()).stream()
              .filter(r -> Double.isFinite(r.relativeMeanRank()))
              .filter(r -> r.images() >= SELDOM * most)
              .limit(3)
              .toList();
      if (!ranked.isEmpty()) {
        List<String> names =
            ranked.stream()
                .map(r -> r.segment() + " (" + NumberText.rank(r.relativeMeanRank()) + ")")
                .toList();
        text.append("For ").append(group.heading()).append(" the best mean ranks are those of ");
        text.append(String.join(", ", names)).append(". ");
      }
    }
    return text.isEmpty() ? "No segment was found in any image." : text.toString().strip();
  }
}
