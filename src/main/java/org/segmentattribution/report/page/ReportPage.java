package org.segmentattribution.report.page;

import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.photograph.Photographs;

/**
 * A whole page for {@link HtmlReport}: an answer first, what it rests on below.
 *
 * @param title heading of the page, a question where there is one
 * @param lead one or two sentences below it
 * @param alarms reasons to doubt the whole page, shown before the answer; may be empty
 * @param answer the first screen
 * @param sections sections in order; folded ones last
 */
public record ReportPage(
    String title, Sentence lead, List<Alarm> alarms, List<Block> answer, List<Section> sections) {
  /** Returns what was found, in words: the sentences of the first screen. */
  public String found() {
    return answer.stream()
        .filter(Block.Hero.class::isInstance)
        .flatMap(block -> ((Block.Hero) block).sentences().stream())
        .map(Sentence::text)
        .collect(Collectors.joining(" "));
  }

  /** Returns the photographs of the page. */
  public Photographs photographs() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .filter(Block.Pictures.class::isInstance)
        .map(block -> ((Block.Pictures) block).photographs())
        .findFirst()
        .orElse(Photographs.NONE);
  }
}
