package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.report.answer.AnswerView;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.photograph.Photographs;

/**
 * The page about several classes that were explained separately, each with its own segments.
 *
 * @param answers what the first method says of each class
 * @param entries all classes and methods, in the order in which they were asked for
 * @param highlights names to highlight; may be empty
 * @param details configuration, files, provenance
 */
public record ClassDiagrams(
    AnswerView answers, List<Entry> entries, Set<String> highlights, RunDetails details) {

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
    if (!entries.isEmpty()) {
      sections.add(new Section("Each class", List.of(new Block.Files(reports()))));
      sections.add(Section.folded("How sure is this?", "ranks, tests", howSure()));
      sections.add(
          Section.folded(
              "All numbers",
              "tables of every class and segment",
              List.of(
                  ReportTables.aggregates(
                      entries.stream().map(Entry::group).toList(), highlights))));
    }
    sections.addAll(details.sections());
    return new ReportPage(
        "What does the model look at, class by class?",
        lead(),
        List.of(),
        answers.strips().isEmpty()
            ? List.of(new Block.Hero(Sentence.of("No segment was found in any photograph.")))
            : List.of(new Block.Answers(answers, Photographs.NONE)),
        sections);
  }

  /** Returns each page of a class once. */
  private List<RunFile> reports() {
    Map<String, RunFile> reports = new LinkedHashMap<>();
    entries.forEach(
        e ->
            reports.putIfAbsent(
                e.report().path(),
                new RunFile(
                    e.report().path(), e.group().subject() + ", " + e.report().description())));
    return List.copyOf(reports.values());
  }

  private Sentence lead() {
    long classes = entries.stream().map(e -> e.group().className()).distinct().count();
    List<String> methods = entries.stream().map(e -> e.group().method()).distinct().toList();
    return Sentence.of(
        classes
            + (classes == 1 ? " class" : " classes")
            + ", each with segments of its own"
            + (methods.isEmpty() ? "." : "; explained by " + String.join(", ", methods) + "."));
  }

  private List<Block> howSure() {
    List<Block> blocks = new ArrayList<>();
    List<String> caveats = entries.stream().map(Entry::caveat).filter(c -> !c.isEmpty()).toList();
    if (!caveats.isEmpty()) {
      blocks.add(new Block.Caveats(caveats));
    }
    for (Entry entry : entries) {
      if (!entry.group().figures().isEmpty()) {
        blocks.add(new Block.Heading(entry.group().heading()));
        blocks.add(new Block.Panels(entry.group().figures()));
      }
    }
    return blocks;
  }
}
