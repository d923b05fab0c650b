package org.segmentattribution.report.viewer;

import java.util.List;

/**
 * Bright colours of segments for lines over photographs. They belong to names: the n-th name of a
 * run has the n-th colour, repeated after eight; a background is grey. The page has the same
 * colours in its own brightness.
 */
public final class NameColours {
  private static final String BACKGROUND = "background";
  private static final String GREY = "#dfe3e8";
  private static final List<String> BRIGHT =
      List.of(
          "#c79bf2", "#4fd1c0", "#ff8ac4", "#d3d84a", "#86d889", "#d9b48f", "#ff8f9c", "#aab0ff");

  private final List<String> names;

  /**
   * Gives each name a colour.
   *
   * @param names the most frequent first
   */
  public NameColours(List<String> names) {
    this.names = names.stream().filter(name -> !name.equals(BACKGROUND)).toList();
  }

  /** Returns the number of a name's colour, 0 to 8; 8 is grey. */
  public int number(String name) {
    int at = names.indexOf(name);
    return at < 0 ? BRIGHT.size() : at % BRIGHT.size();
  }

  /** Returns a name's colour over photographs. */
  public String bright(String name) {
    int number = number(name);
    return number == BRIGHT.size() ? GREY : BRIGHT.get(number);
  }
}
