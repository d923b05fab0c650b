package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * The page about several classes that were explained separately, each with its own segments.
 *
 * @param entries entries in the order in which they were asked for
 * @param highlights names to highlight; may be empty
 * @param details configuration, files, provenance
 */
public record ClassDiagrams(List<Entry> entries, Set<String> highlights, RunDetails details) {
  /**
   * One class under one method.
   *
   * @param group aggregates of the class
   * @param caveat what a reader must know about it; may be empty
   * @param report report of the class, with images and tables
   */
  public record Entry(ExplainGroup group, String caveat, RunFile report) {}

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    for (Entry entry : entries) {
      ExplainGroup group = entry.group();
      List<Block> blocks = new ArrayList<>();
      blocks.addAll(new Findings(List.of(group), highlights).of(group));
      blocks.addAll(group.figures());
      blocks.add(new Block.Files(List.of(entry.report())));
      sections.add(new Section(group.heading(), blocks));
    }
    if (!entries.isEmpty()) {
      sections.add(
          new Section(
              "All numbers",
              List.of(
                  ReportTables.aggregates(
                      entries.stream().map(Entry::group).toList(), highlights))));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        "What does the model look at, class by class?",
        lead(),
        List.of(),
        entries.stream().map(Entry::caveat).filter(c -> !c.isEmpty()).toList(),
        sections);
  }

  private String lead() {
    return entries.isEmpty()
        ? "No segment was found in any image."
        : entries.stream().map(entry -> best(entry.group())).collect(Collectors.joining(" "));
  }

  private static String best(ExplainGroup group) {
    List<AggregateRow> usual = group.usual();
    return !group.silence().isEmpty()
        ? group.heading() + ": " + group.silence()
        : "%s, %s: most on %s%s (mean rank %s)."
            .formatted(
                group.heading(),
                NumberText.images(group.images()),
                usual.get(0).segment(),
                Findings.sign(group, usual.get(0)),
                NumberText.rank(usual.get(0).relativeMeanRank()));
  }
}
