package org.segmentattribution.report.svg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives every segment a colour that it keeps in all figures and pictures of a run. The colours
 * avoid blue and orange, which mean "for" and "against". There are ten; they repeat, so a colour is
 * always shown with its name. The background is grey.
 */
public final class SegmentColours {
  private static final List<Slot> SLOTS =
      List.of(
          new Slot("s0", "#7a3db8", "#c79bf2"),
          new Slot("s1", "#0b7f73", "#4fd1c0"),
          new Slot("s2", "#b81f74", "#ff8ac4"),
          new Slot("s3", "#6b7200", "#d3d84a"),
          new Slot("s4", "#2f7d32", "#86d889"),
          new Slot("s5", "#7a5638", "#d9b48f"),
          new Slot("s6", "#b3243c", "#ff8f9c"),
          new Slot("s7", "#4b4e9e", "#aab0ff"),
          new Slot("s8", "#93378f", "#eaa2e6"),
          new Slot("s9", "#44695c", "#a3cbbd"));

  private static final Slot BACKGROUND = new Slot("sb", "#626a74", "#dfe3e8");
  private static final String REST = "background";

  /** A colour of the palette: its variable, and its values on light and on dark paper. */
  record Slot(String variable, String light, String dark) {
    String css() {
      return "var(--" + variable + "," + light + ")";
    }
  }

  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private SegmentColours() {}

  /**
   * Gives the colours in an order.
   *
   * @param names names of segments, those in most photographs of the run first; a name that occurs
   *     again is ignored
   */
  public static SegmentColours of(List<String> names) {
    SegmentColours colours = new SegmentColours();
    int next = 0;
    for (String name : names) {
      if (!isRest(name) && !colours.slots.containsKey(name)) {
        colours.slots.put(name, SLOTS.get(next++ % SLOTS.size()));
      }
    }
    return colours;
  }

  /**
   * Gives the colours by the numbers of photographs, ties by name.
   *
   * @param photographs number of photographs with a segment, by its name
   */
  public static SegmentColours of(Map<String, Integer> photographs) {
    return of(
        photographs.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Returns the colour as a CSS value: a variable of the page with its light value behind it. */
  public String css(String name) {
    return slot(name).css();
  }

  /** Returns the colour on light paper, {@code #rrggbb}. */
  public String light(String name) {
    return slot(name).light();
  }

  /** Returns the colour on dark paper, {@code #rrggbb}. */
  public String dark(String name) {
    return slot(name).dark();
  }

  /** Returns the number of a name's colour, from 0; that of the background is the last. */
  public int number(String name) {
    return all().indexOf(slot(name));
  }

  /** Returns the variables as CSS declarations, {@code --s0:#…;…}, for light or dark paper. */
  public static String declarations(boolean dark) {
    StringBuilder css = new StringBuilder();
    for (Slot slot : all()) {
      css.append("--")
          .append(slot.variable())
          .append(':')
          .append(dark ? slot.dark() : slot.light())
          .append(';');
    }
    return css.toString();
  }

  /** Returns the ten colours and the background's. */
  static List<Slot> all() {
    return Stream.concat(SLOTS.stream(), Stream.of(BACKGROUND)).toList();
  }

  private Slot slot(String name) {
    // a name that the run does not have looks like a background, not like another segment
    return slots.getOrDefault(name, BACKGROUND);
  }

  private static boolean isRest(String name) {
    return name.toLowerCase(Locale.ROOT).equals(REST);
  }
}
