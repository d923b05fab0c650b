package org.segmentattribution.report.svg;

/**
 * A figure, drawn for a page or a file and once more for a narrow page.
 *
 * @param kind what it shows, as the end of its file's name, such as {@code ranks}
 * @param wide the figure 170 mm wide, as SVG
 * @param narrow the same with labels above marks, 300 units wide: its letters are at least 11
 *     pixels high where 300 pixels are left for it; empty where the figure is narrow already
 */
public record Drawing(String kind, String wide, String narrow) {
  /** Returns a figure that is drawn once. */
  public static Drawing of(String kind, String svg) {
    return new Drawing(kind, svg, "");
  }

  /**
   * Returns markup that follows the colours of the page. Where there are two drawings, they have
   * the classes {@code fig-wide} and {@code fig-narrow}, and the page shows one of them.
   */
  public String inPage() {
    return narrow.isEmpty()
        ? PageColours.of(wide)
        : shown(wide, "fig-wide") + shown(narrow, "fig-narrow");
  }

  /** Returns the narrow drawing alone, for a column of a page. */
  public String narrowInPage() {
    return PageColours.of(narrow.isEmpty() ? wide : narrow);
  }

  private static String shown(String svg, String name) {
    return PageColours.of(svg).replaceFirst("<svg ", "<svg class=\"" + name + "\" ");
  }
}
