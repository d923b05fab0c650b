package org.segmentattribution.report.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of text of one height. Few fonts have all raised digits, so they are drawn as small
 * ordinary ones.
 *
 * @param text with ordinary digits
 * @param raised whether it is above the line
 */
record TextRun(String text, boolean raised) {
  private static final String RAISED =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b";
  private static final String PLAIN = "0123456789\u2212";

  /** Splits a text into pieces. */
  static List<TextRun> of(String text) {
    List<TextRun> runs = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      boolean raised = RAISED.indexOf(text.charAt(from)) >= 0;
      int to = from + 1;
      while (to < text.length() && RAISED.indexOf(text.charAt(to)) >= 0 == raised) {
        to++;
      }
      runs.add(new TextRun(plain(text.substring(from, to)), raised));
      from = to;
    }
    return runs;
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int digit = RAISED.indexOf(text.charAt(i));
      plain.setCharAt(i, digit < 0 ? text.charAt(i) : PLAIN.charAt(digit));
    }
    return plain.toString();
  }

  /** Returns the size of this piece in a text of the given size. */
  float size(float size) {
    return raised ? size * 0.64f : size;
  }

  /** Returns how far this piece is raised. */
  float rise(float size) {
    return raised ? size * 0.36f : 0;
  }
}
