package org.segmentattribution.report.page;

import java.util.List;

/**
 * A whole page, ready to be rendered by {@link HtmlReport}.
 *
 * @param title heading of the page
 * @param lead what was found, in two sentences
 * @param alarms what makes the whole page doubtful: shown before everything else; may be empty
 * @param keyFigures the few numbers that matter most; may be empty
 * @param caveats what a reader must know before quoting a number; may be empty
 * @param sections in order
 * @param provenance versions, device, seed, hashes: what is needed to do it again
 */
public record ReportPage(
    String title,
    String lead,
    List<String> alarms,
    List<KeyFigure> keyFigures,
    List<String> caveats,
    List<Section> sections,
    List<Entry> provenance) {
  /** A page without alarms. */
  public ReportPage(
      String title,
      String lead,
      List<KeyFigure> keyFigures,
      List<String> caveats,
      List<Section> sections,
      List<Entry> provenance) {
    this(title, lead, List.of(), keyFigures, caveats, sections, provenance);
  }
}
