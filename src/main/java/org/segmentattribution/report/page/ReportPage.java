package org.segmentattribution.report.page;

import java.util.List;
import org.segmentattribution.report.photograph.Photographs;

/**
 * A whole page for {@link HtmlReport}.
 *
 * @param title heading of the page
 * @param lead the main results, in two sentences
 * @param alarms reasons to doubt the whole page, shown first; may be empty
 * @param keyFigures the few most important numbers; may be empty
 * @param caveats what a reader must know before quoting a number; may be empty
 * @param sections sections in order
 * @param provenance versions, device, seed, hashes: all that is needed to repeat the run
 */
public record ReportPage(
    String title,
    String lead,
    List<String> alarms,
    List<KeyFigure> keyFigures,
    List<String> caveats,
    List<Section> sections,
    List<Entry> provenance) {
  /** Makes a page without alarms. */
  public ReportPage(
      String title,
      String lead,
      List<KeyFigure> keyFigures,
      List<String> caveats,
      List<Section> sections,
      List<Entry> provenance) {
    this(title, lead, List.of(), keyFigures, caveats, sections, provenance);
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
