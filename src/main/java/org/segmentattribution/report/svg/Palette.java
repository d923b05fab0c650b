package org.segmentattribution.report.svg;

/**
 * The colours of the figures, for light paper. Blue and orange mean "for" and "against" and nothing
 * else; segments have colours of their own ({@link SegmentColours}). Figures never rely on colour
 * alone. In a page they follow its variables ({@link PageColours}).
 */
public final class Palette {
  public static final String INK = "#1b2026";
  public static final String MUTED = "#59616b";
  public static final String AXIS = MUTED;
  public static final String RULE = "#dedbd3";
  public static final String GRID = "#ebe8e1";
  public static final String PAPER = "#ffffff";

  /** Text and fine lines that speak for the explained class. */
  public static final String FOR = "#1a5fa6";

  /** Text and fine lines that speak against the explained class. */
  public static final String AGAINST = "#a84600";

  /** Areas that speak for the explained class. */
  public static final String FOR_FILL = "#4f8bc9";

  /** Areas that speak against the explained class. */
  public static final String AGAINST_FILL = "#d4752c";

  public static final String WARN = "#8a5a00";

  /** What a figure is about, where its lines and marks are no segments. */
  public static final String ACCENT = SegmentColours.all().get(0).light();

  public static final String SECOND = SegmentColours.all().get(1).light();
  public static final String THIRD = SegmentColours.all().get(2).light();

  private Palette() {}

  /** Returns the colour of the n-th line of a chart, counted from 0; repeats after ten. */
  public static String line(int n) {
    return SegmentColours.all().get(n % 10).light();
  }
}
