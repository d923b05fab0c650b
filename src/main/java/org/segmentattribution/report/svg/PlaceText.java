package org.segmentattribution.report.svg;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where a cell of a grid is, for readers. {@code grid:3x3} names its cells {@code top-left} to
 * {@code bottom-right}, other grids theirs {@code r1c1} and so on. Other names stay as they are.
 */
public final class PlaceText {
  private static final Pattern CELL = Pattern.compile("r([1-9]\\d?)c([1-9]\\d?)");

  private static final Map<String, String> NINE =
      Map.of(
          "top-left", "top left corner",
          "top-centre", "middle of the top",
          "top-right", "top right corner",
          "centre-left", "middle of the left side",
          "centre-centre", "centre",
          "centre-right", "middle of the right side",
          "bottom-left", "bottom left corner",
          "bottom-centre", "middle of the bottom",
          "bottom-right", "bottom right corner");

  private PlaceText() {}

  /** Returns the words for a sentence, behind "the": {@code cell in row 1, column 4}. */
  public static String words(String segment) {
    Matcher cell = CELL.matcher(segment);
    return cell.matches()
        ? "cell in row " + cell.group(1) + ", column " + cell.group(2)
        : NINE.getOrDefault(segment, segment);
  }

  /** Returns the words for a label, which are shorter: {@code row 1 column 4}, {@code top left}. */
  public static String label(String segment) {
    Matcher cell = CELL.matcher(segment);
    if (cell.matches()) {
      return "row " + cell.group(1) + " column " + cell.group(2);
    }
    if (!NINE.containsKey(segment)) {
      return segment;
    }
    return segment.equals("centre-centre") ? "centre" : segment.replace('-', ' ');
  }
}
