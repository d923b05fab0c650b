package org.segmentattribution.report.svg;

import java.util.List;

/**
 * The colours of the figures: the eight of Okabe and Ito ("Color Universal Design", 2008), which
 * readers with any colour vision can tell apart, and a few greys. Figures never rely on colour
 * alone.
 */
public final class Palette {
  public static final String INK = "#1c2530";
  public static final String MUTED = "#5a6672";
  public static final String AXIS = "#8b96a1";
  public static final String GRID = "#e4e8ec";
  public static final String BAR = "#b9c6d2";
  public static final String PAPER = "#ffffff";

  /** Vermilion, for the segment that a figure is about. */
  public static final String HIGHLIGHT = "#d55e00";

  public static final String BLUE = "#0072b2";
  public static final String GREEN = "#009e73";

  /** Colours of lines that are not highlighted, in order of use; vermilion is kept free. */
  private static final List<String> LINES =
      List.of(BLUE, "#e69f00", GREEN, "#cc79a7", "#56b4e9", "#000000");

  private Palette() {}

  /** Returns the colour of the n-th line, counted from 0; repeats after six. */
  public static String line(int n) {
    return LINES.get(n % LINES.size());
  }
}
