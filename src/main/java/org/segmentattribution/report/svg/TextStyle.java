package org.segmentattribution.report.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * The style of a piece of text in a figure.
 *
 * @param size em size, in points of a figure 170 mm wide; 7 is the smallest in use
 * @param anchor {@code start}, {@code middle} or {@code end}
 * @param bold whether letters are heavier
 * @param fill colour
 * @param halo whether letters have a white rim, for text over pictures and lines
 */
public record TextStyle(double size, String anchor, boolean bold, String fill, boolean halo) {
  /** Returns dark text that starts at its x. */
  public static TextStyle of(double size) {
    return new TextStyle(size, "start", false, Palette.INK, false);
  }

  /** Returns this style, centred on its x. */
  public TextStyle middle() {
    return new TextStyle(size, "middle", bold, fill, halo);
  }

  /** Returns this style, ending at its x. */
  public TextStyle end() {
    return new TextStyle(size, "end", bold, fill, halo);
  }

  /** Returns this style in bold, or not. */
  public TextStyle bold(boolean heavier) {
    return new TextStyle(size, anchor, heavier, fill, halo);
  }

  /** Returns this style in a colour. */
  public TextStyle fill(String colour) {
    return new TextStyle(size, anchor, bold, colour, halo);
  }

  /** Returns this style with a white rim. */
  public TextStyle haloed() {
    return new TextStyle(size, anchor, bold, fill, true);
  }

  /** Returns the width of a text, at least as wide as in the reader's font. */
  public double width(String text) {
    return TextWidth.of(text, size, bold);
  }

  /** Breaks a text into lines of at most this width, at spaces if there are any. */
  public List<String> lines(String text, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(fit(line, width));
    return lines;
  }

  /** Returns the text, cut with an ellipsis if it is wider than {@code width}. */
  public String fit(String text, double width) {
    return TextWidth.fit(text, size, bold, width);
  }
}
