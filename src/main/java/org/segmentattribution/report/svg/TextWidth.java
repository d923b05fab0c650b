package org.segmentattribution.report.svg;

/**
 * Estimates widths of text without a font, on the safe side: at least those of DejaVu Sans, the
 * widest of the common sans-serif fonts.
 */
final class TextWidth {
  private static final String NARROW = "ijlI|.,:;'";
  private static final String SLIM = "frt!()[]/\\- \u00a0\"";
  private static final String WIDE = "mwMW%@\u2026";

  private TextWidth() {}

  /** Returns the width in the unit of {@code size}, the em. */
  static double of(String text, double size, boolean bold) {
    double em = text.codePoints().mapToDouble(TextWidth::em).sum();
    return em * size * (bold ? 1.15 : 1);
  }

  /** Returns the text, or the longest part of it that fits into {@code width} with an ellipsis. */
  static String fit(String text, double size, boolean bold, double width) {
    if (of(text, size, bold) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    for (int length = points.length - 1; length > 0; length--) {
      String cut = new String(points, 0, length).strip() + "\u2026";
      if (of(cut, size, bold) <= width) {
        return cut;
      }
    }
    return "\u2026";
  }

  private static double em(int point) {
    if (NARROW.indexOf(point) >= 0) {
      return 0.34;
    }
    if (SLIM.indexOf(point) >= 0) {
      return 0.46;
    }
    if (WIDE.indexOf(point) >= 0) {
      return 1.01;
    }
    if (point >= 'A' && point <= 'Z'
        || point == '<'
        || point == '>'
        || "=+&~^#".indexOf(point) >= 0) {
      return 0.84;
    }
    if (point >= 0x20 && point < 0x7f) {
      return 0.65;
    }
    if (point < 0xa0) {
      return 1.2;
    }
    // accented Latin and Greek; Cyrillic and neighbours; punctuation and arrows; full width
    return point < 0x400
        ? 0.86
        : point < 0x600 ? 1.1 : point >= 0x2000 && point < 0x2300 ? 0.86 : 1.2;
  }
}
