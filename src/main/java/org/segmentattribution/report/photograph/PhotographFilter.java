package org.segmentattribution.report.photograph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.segmentattribution.api.SegmentNames;

/**
 * A way to show some photographs only: a row of chips, or, with many options, a list. Rules of the
 * style sheet hide the others, so it works without a script.
 */
public final class PhotographFilter {
  /** With more options, all are in a list. */
  private static final int CHIPS = 12;

  /** Largest number of options; photographs with rarer values are found under "others". */
  private static final int OPTIONS = 200;

  private final String key;
  private final String legend;
  private final Map<String, String> values = new HashMap<>();
  private final List<Option> options = new ArrayList<>();

  private PhotographFilter(String key, String legend) {
    this.key = key;
    this.legend = legend;
  }

  /**
   * A value that can be chosen.
   *
   * @param value letters or digits
   * @param text what people read
   * @param count number of photographs
   * @param mark {@code f} or {@code a} for the marks for and against, {@code s} for the colour of
   *     the segment, or empty
   */
  public record Option(String value, String text, int count, String mark) {}

  /** Filters by names, those of most photographs first. */
  static PhotographFilter byName(
      String key,
      String legend,
      boolean segments,
      List<Photograph> photographs,
      Function<Photograph, String> name) {
    PhotographFilter filter = new PhotographFilter(key, legend);
    Map<String, Integer> counts = new HashMap<>();
    photographs.forEach(p -> counts.merge(name.apply(p), 1, Integer::sum));
    Comparator<Map.Entry<String, Integer>> order =
        Map.Entry.comparingByKey(SegmentNames.BY_CODE_POINT);
    if (segments || counts.size() > OPTIONS) {
      order =
          Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
              .thenComparing(order);
    }
    List<Map.Entry<String, Integer>> sorted = counts.entrySet().stream().sorted(order).toList();
    int others = 0;
    for (Map.Entry<String, Integer> entry : sorted) {
      boolean own = filter.options.size() < OPTIONS;
      String value = own ? Integer.toString(filter.options.size()) : "x";
      filter.values.put(entry.getKey(), value);
      if (own) {
        String text = entry.getKey().isEmpty() ? "(none)" : entry.getKey();
        filter.options.add(new Option(value, text, entry.getValue(), segments ? "s" : ""));
      } else {
        others += entry.getValue();
      }
    }
    if (others > 0) {
      filter.options.add(new Option("x", "others", others, ""));
    }
    return filter;
  }

  /**
   * Filters by a few fixed values; those without a photograph are left out.
   *
   * @param known texts and marks by value; a value that is not among them has no option
   */
  static PhotographFilter byValue(
      String key,
      String legend,
      Map<String, List<String>> known,
      List<Photograph> photographs,
      Function<Photograph, String> value) {
    PhotographFilter filter = new PhotographFilter(key, legend);
    Map<String, Integer> counts = new LinkedHashMap<>();
    photographs.forEach(p -> counts.merge(value.apply(p), 1, Integer::sum));
    known.forEach(
        (each, text) -> {
          filter.values.put(each, each);
          if (counts.containsKey(each)) {
            filter.options.add(new Option(each, text.get(0), counts.get(each), text.get(1)));
          }
        });
    return filter;
  }

  /** Returns a letter: the name of the data attribute of tiles. */
  public String key() {
    return key;
  }

  /** Returns what is chosen. */
  public String legend() {
    return legend;
  }

  /** Returns the options in order, without that for all. */
  public List<Option> options() {
    return options;
  }

  /** Returns whether there is something to choose. */
  public boolean isUseful() {
    return options.size() > 1;
  }

  /** Returns whether the options are in a list. */
  public boolean isList() {
    return options.size() > CHIPS;
  }

  /** Returns the value of a name for the data attribute. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /** Returns the rules of the style sheet that hide tiles. */
  String rules() {
    StringBuilder css = new StringBuilder();
    for (Option option : options) {
      String chosen =
          isList()
              ? "#f-" + key + " option[value=\"" + option.value + "\"]:checked"
              : "#f-" + key + "-" + option.value + ":checked";
      css.append("#photos:has(").append(chosen).append(") .tile:not([data-").append(key);
      css.append("=\"").append(option.value).append("\"]){display:none}\n");
    }
    return css.toString();
  }
}
