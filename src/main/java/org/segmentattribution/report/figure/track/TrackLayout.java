package org.segmentattribution.report.figure.track;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Where title, labels, tracks and numbers of a figure are: labels to the left of their tracks, or,
 * on a telephone, above them.
 *
 * @param narrow whether labels are above
 * @param title the question that the figure answers
 * @param subtitle the line below it; may be empty
 * @param labels width of the labels' column; 0 where they are above
 * @param numbers width of the numbers' column; 0 where they are above
 * @param margin width that a figure keeps for itself to the right of the tracks
 */
public record TrackLayout(
    boolean narrow, String title, String subtitle, double labels, double numbers, double margin) {
  private static final double NARROW = 300;
  private static final double SWATCH = 0.75;

  /**
   * Chooses the columns.
   *
   * @param narrow whether labels are above their tracks
   * @param names all labels
   */
  public static TrackLayout of(
      boolean narrow, String title, String subtitle, List<String> names, double margin) {
    if (narrow) {
      return new TrackLayout(true, title, subtitle, 0, 0, margin);
    }
    TextStyle bold = TextStyle.of(8.5).bold(true);
    double widest = names.stream().mapToDouble(bold::width).max().orElse(0);
    return new TrackLayout(false, title, subtitle, Math.min(130, widest) + 22, 42, margin);
  }

  /** Returns the width of the figure. */
  public double width() {
    return narrow ? NARROW : SvgWriter.COLUMN;
  }

  /** Returns the size of its letters. */
  public double size() {
    return narrow ? 11.5 : 8.5;
  }

  /** Returns the style of labels. */
  public TextStyle text() {
    return TextStyle.of(size());
  }

  /** Returns the style of words that matter less. */
  public TextStyle soft() {
    return text().fill(Palette.MUTED);
  }

  /** Returns where tracks begin. */
  public double left() {
    return 2 + labels + radius();
  }

  /** Returns where tracks end. */
  public double right() {
    return width() - 2 - numbers - margin - radius();
  }

  /** Returns the radius of the largest dot. */
  public double radius() {
    return narrow ? 8 : 6.2;
  }

  /** Returns the distance from line to line. */
  public double line() {
    return narrow ? 15 : 11.5;
  }

  /** Returns the height of a row. */
  public double pitch() {
    return narrow ? 34 : 16;
  }

  /** Returns the middle of the track of a row that begins at {@code y}. */
  public double track(double y) {
    return narrow ? y + 24 : y + 8;
  }

  private TextStyle heading() {
    return TextStyle.of(narrow ? 12.5 : 10).bold(true);
  }

  private double titleLine() {
    return narrow ? 16 : 13;
  }

  /** Returns where the line above the first track ends, for words at the tracks' ends. */
  public double head() {
    return titleLine() * heading().lines(title, width() - 4).size()
        + (subtitle.isEmpty() ? 0 : line() * soft().lines(subtitle, width() - 4).size())
        + 8
        + line();
  }

  /** Returns where rows begin. */
  public double top() {
    return head() + 5;
  }

  /** Writes title and subtitle. */
  public void title(SvgWriter svg) {
    double y = -1;
    for (String part : heading().lines(title, width() - 4)) {
      svg.text(2, y += titleLine(), part, heading());
    }
    for (String part : subtitle.isEmpty() ? List.<String>of() : lines(subtitle)) {
      svg.text(2, y += line(), part, soft());
    }
  }

  /** Breaks a sentence into lines of this figure's width. */
  public List<String> lines(String sentence) {
    return soft().lines(sentence, width() - 4);
  }

  /** Breaks each sentence into lines of this figure's width. */
  public List<String> lines(List<String> sentences) {
    List<String> lines = new ArrayList<>();
    sentences.forEach(sentence -> lines.addAll(lines(sentence)));
    return lines;
  }

  /** Writes lines below each other; the first one's top is at {@code y}. */
  public void notes(SvgWriter svg, double y, List<String> lines) {
    for (String part : lines) {
      svg.text(2, y += line(), part, soft());
    }
  }

  /**
   * Writes the label and the number of a row that begins at {@code y}.
   *
   * @param colour of the segment's swatch
   * @param faint whether the row says little
   */
  public void label(
      SvgWriter svg,
      double y,
      String name,
      String colour,
      String number,
      boolean bold,
      boolean faint) {
    double base = narrow ? y + 13 : track(y) + 0.35 * size();
    double side = SWATCH * size();
    svg.rect(2, base - side, side, side, "fill", colour, "fill-opacity", faint ? "0.5" : "1");
    TextStyle style = (faint ? soft() : text()).bold(bold);
    double from = 2 + side + 5;
    double end = width() - 2 - (narrow ? margin : 0);
    double room = narrow ? end - from - 10 - soft().width(number) : labels - from - 4;
    svg.fitted(from, base, name, room, style);
    svg.text(end, base, number, soft().end());
  }
}
