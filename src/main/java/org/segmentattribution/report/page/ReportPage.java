package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
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
  /** Makes a page whose first screen is a sentence, a few numbers and what to know before them. */
  public ReportPage(
      String title,
      String lead,
      List<KeyFigure> keyFigures,
      List<String> caveats,
      List<Section> sections) {
    this(title, Sentence.of(lead), List.of(), opening(keyFigures, caveats), sections);
  }

  private static List<Block> opening(List<KeyFigure> keyFigures, List<String> caveats) {
    List<Block> blocks = new ArrayList<>();
    if (!keyFigures.isEmpty()) {
      blocks.add(new Block.Keys(keyFigures));
    }
    if (!caveats.isEmpty()) {
      blocks.add(new Block.Caveats(caveats));
    }
    return blocks;
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
