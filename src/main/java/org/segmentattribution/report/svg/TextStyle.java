package org.segmentattribution.report.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * How a piece of text in a figure is set.
 *
 * @param size em, in points of a figure 170 mm wide; 7 is the smallest in use
 * @param anchor {@code start}, {@code middle} or {@code end}
 * @param bold heavier
 * @param fill colour
 * @param halo a white rim, for text over pictures and lines
 */
public record TextStyle(double size, String anchor, boolean bold, String fill, boolean halo) {
  /** Dark text that starts at its x. */
  public static TextStyle of(double size) {
    return new TextStyle(size, "start", false, Palette.INK, false);
  }

  /** Centred on its x. */
  public TextStyle middle() {
    return new TextStyle(size, "middle", bold, fill, halo);
  }

  /** Ends at its x. */
  public TextStyle end() {
    return new TextStyle(size, "end", bold, fill, halo);
  }

  /** Heavier, or not. */
  public TextStyle bold(boolean heavier) {
    return new TextStyle(size, anchor, heavier, fill, halo);
  }

  /** In a colour. */
  public TextStyle fill(String colour) {
    return new TextStyle(size, anchor, bold, colour, halo);
  }

  /** With a white rim. */
  public TextStyle haloed() {
    return new TextStyle(size, anchor, bold, fill, true);
  }

  /** Width of a text, not less than what a reader's font takes. */
  public double width(String text) {
    return TextWidth.of(text, size, bold);
  }

  /** The text in lines that are no wider, broken at spaces where it has them. */
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

  /** The text, cut with an ellipsis where it is wider than {@code width}. */
  public String fit(String text, double width) {
    return TextWidth.fit(text, size, bold, width);
  }
}
