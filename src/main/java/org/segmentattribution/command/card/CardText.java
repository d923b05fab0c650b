package org.segmentattribution.command.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.analysis.FoundInWords;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.report.card.StripPicture;
import org.segmentattribution.report.markdown.MarkdownText;
import org.segmentattribution.report.page.ExplainOverview;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.report.svg.NumberText;

/**
 * Writes a card as Markdown: what was tested and on what, what was found, what it cannot say, and
 * how to make it again.
 *
 * @param totals what the tables show
 * @param removal what the removal of segments did
 * @param strips photographs of each class
 * @param tested what was tested, by the words for it
 * @param made hashes and versions
 */
record CardText(
    TableTotals totals,
    Removal removal,
    List<Strip> strips,
    Map<String, String> tested,
    Map<String, String> made) {

  /**
   * Photographs of a class.
   *
   * @param className empty for all images
   * @param file name of the PNG beside the card
   */
  record Strip(String className, String file, List<StripPicture> pictures) {}

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add("## What the classifier looks at");
    parts.add(
        "Which parts of a photograph the answer of the classifier is attributed to, measured with"
            + " Segment Attribution Tables: the attribution of every pixel is added up inside named"
            + " segments, then averaged over photographs.");
    parts.add("### What was tested");
    parts.add(facts(tested));
    String classes = classes();
    if (!classes.isEmpty()) {
      parts.add(classes);
    }
    parts.add("### What was found");
    totals
        .alarms()
        .forEach(a -> parts.add("> **Check this first:** " + MarkdownText.plain(a.line())));
    parts.add(found());
    strips.forEach(strip -> parts.add(picture(strip)));
    parts.add("### What happens without a segment");
    parts.add(removed());
    parts.add("### What this cannot say");
    parts.add(limits().stream().map(l -> "- " + l + "\n").collect(Collectors.joining()).strip());
    parts.add("### How it was made");
    parts.add(facts(made));
    return String.join("\n\n", parts) + "\n";
  }

  private static String facts(Map<String, String> facts) {
    return MarkdownText.table(
            List.of("", ""),
            facts.entrySet().stream()
                .map(
                    one ->
                        List.of(
                            MarkdownText.plain(one.getKey()), MarkdownText.plain(one.getValue())))
                .toList())
        .strip();
  }

  private String classes() {
    List<ExplainOverview.OfClass> classes = totals.overview().byClass();
    return classes.isEmpty() || classes.size() > TableTotals.CLASSES
        ? ""
        : MarkdownText.table(
                List.of("class", "photographs", "predicted as labelled"),
                classes.stream()
                    .map(
                        c ->
                            List.of(
                                MarkdownText.plain(c.label()),
                                NumberText.count(c.images()),
                                NumberText.count(c.correct())))
                    .toList())
            .strip();
  }

  /** Returns the lines that explain prints, as a list. */
  private String found() {
    List<String> lines = FoundInWords.lines(totals);
    if (lines.isEmpty()) {
      return "No segment was found in any photograph.";
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String words = MarkdownText.plain(line);
      if (line.startsWith("    ")) {
        text.append("  - ").append(words).append('\n');
      } else if (line.startsWith("  ")) {
        text.append("- ").append(words).append('\n');
      } else {
        text.append(words.substring(0, 1).toUpperCase(Locale.ROOT))
            .append(words.substring(1))
            .append("\n\n");
      }
    }
    return text.toString().strip();
  }

  private static String picture(Strip strip) {
    String of = strip.className().isEmpty() ? "all classes" : strip.className();
    return "!["
        + MarkdownText.plain(
            "photographs of " + of + ": what the classifier looks at most is lit, the rest grey")
        + "]("
        + strip.file()
        + ")\n\n"
        + "*"
        + MarkdownText.plain(of + "; lit, from left to right:")
        + " "
        + strip.pictures().stream()
            .map(picture -> MarkdownText.plain(picture.caption()))
            .collect(Collectors.joining("; "))
        + "*";
  }

  private String removed() {
    List<String> lines = new ArrayList<>();
    removal
        .sentences()
        .forEach(
            (name, sentence) -> {
              if (!sentence.whole().isEmpty()) {
                lines.add(
                    "- **"
                        + MarkdownText.plain(name.isEmpty() ? "all images" : name)
                        + "**: "
                        + MarkdownText.plain(sentence.whole()));
              }
            });
    return lines.isEmpty()
        ? "Not measured: no segment was removed (`sat ablate` does that)."
        : String.join("\n", lines);
  }

  private List<String> limits() {
    List<String> limits = new ArrayList<>();
    limits.add(
        "It says where attribution lies, not why, and not whether a person would find that right.");
    if (removal.sentences().isEmpty()) {
      limits.add(
          "Attribution is no proof that the classifier needs a segment. Whether the answer changes"
              + " without it was not measured.");
    }
    limits.add(
        "It holds for the photographs of this test. Other photographs, cameras or places were not"
            + " tested.");
    limits.add(
        "Only named segments have numbers. What no mask covers is in none of them, and a wrong mask"
            + " gives a wrong number.");
    if (totals.overview().methods().size() == 1) {
      limits.add("One method was used. Another may put the segments in another order.");
    }
    limits.add(
        "It says nothing of fairness, safety or accuracy beyond the counts above, and is no proof"
            + " that a law or standard is met.");
    totals.caveats().forEach(caveat -> limits.add(MarkdownText.plain(caveat)));
    return limits;
  }
}
