package org.segmentattribution.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.run.images.LeftOut;

/**
 * Counts of everything that {@code --images} names: {@code files = images + failed + unused}.
 *
 * @param unit {@code file} or {@code line}
 * @param files all files or lines
 * @param images images that were used
 * @param failed images of {@code failures.csv}
 * @param unused files of {@code inputs.csv} that were not used
 * @param reasons reasons why files were not used, with counts that add up to {@code unused}
 * @param noted other lines of {@code inputs.csv} by kind
 */
public record InputCounts(
    String unit,
    int files,
    int images,
    int failed,
    int unused,
    Map<String, Integer> reasons,
    Map<String, Integer> noted) {
  /** Words for kinds whose plural says too little. */
  private static final Map<String, String> KINDS =
      Map.of(
          "picture", "pictures of several frames or pages", "rotation", "pictures turned by EXIF");

  /**
   * Counts.
   *
   * @param chosen number of images to use
   * @param failed number of these that could not be used
   */
  static InputCounts of(String unit, int chosen, int failed, List<InputNote> notes) {
    Map<String, Integer> reasons = new TreeMap<>();
    Map<String, Integer> noted = new TreeMap<>();
    int unused = 0;
    for (InputNote note : notes) {
      if (note.kind().equals(unit) && !note.used()) {
        unused++;
        reasons.merge(group(note.reason()), 1, Integer::sum);
      } else {
        noted.merge(note.kind(), 1, Integer::sum);
      }
    }
    return new InputCounts(unit, chosen + unused, chosen - failed, failed, unused, reasons, noted);
  }

  /** Returns the text before the first colon, which many files share. */
  private static String group(String reason) {
    int colon = reason.indexOf(": ");
    return colon < 0 || reason.startsWith("left out") ? reason : reason.substring(0, colon);
  }

  /** Returns the counts as {@code run.json} has them, in a fixed order. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("unit", unit);
    json.put("files", files);
    json.put("images", images);
    json.put("failed", failed);
    json.put("unused", unused);
    json.put("reasons", reasons);
    json.put("noted", noted);
    return json;
  }

  /** Reads the result of {@link #json}; null where a run has none. */
  public static InputCounts of(Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      return null;
    }
    return new InputCounts(
        String.valueOf(map.get("unit")),
        number(map.get("files")),
        number(map.get("images")),
        number(map.get("failed")),
        number(map.get("unused")),
        counts(map.get("reasons")),
        counts(map.get("noted")));
  }

  private static int number(Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  private static Map<String, Integer> counts(Object value) {
    Map<String, Integer> counts = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, count) -> counts.put(name.toString(), number(count)));
    }
    return counts;
  }

  /**
   * Returns one or two lines for people.
   *
   * @param where value of {@code --images}
   * @param name gives the name of a setting for its key
   */
  public List<String> lines(String where, UnaryOperator<String> name) {
    List<String> parts = new ArrayList<>();
    parts.add(count(images, "photograph"));
    if (failed > 0) {
      parts.add(String.format(Locale.ROOT, "%,d could not be used (failures.csv)", failed));
    }
    if (unused > 0) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%,d no photographs or left out (inputs.csv): %s",
              unused,
              listed(shown(reasons, reason -> LeftOut.show(reason, name)))));
    }
    String place = unit.equals("line") ? "in" : "below";
    List<String> lines = new ArrayList<>();
    lines.add(count(files, unit) + " " + place + " " + where + ": " + String.join(", ", parts));
    if (!noted.isEmpty()) {
      lines.add(
          "inputs.csv also has what was assumed or did not fit: "
              + listed(shown(noted, kind -> kind(kind, name))));
    }
    return lines;
  }

  private static String kind(String kind, UnaryOperator<String> name) {
    return kind.equals("exclude")
        ? "lines of " + name.apply(kind)
        : KINDS.getOrDefault(kind, kind + "s");
  }

  private static Map<String, Integer> shown(
      Map<String, Integer> counts, UnaryOperator<String> words) {
    Map<String, Integer> shown = new TreeMap<>();
    counts.forEach((name, count) -> shown.merge(words.apply(name), count, Integer::sum));
    return shown;
  }

  private static String count(int number, String of) {
    return String.format(Locale.ROOT, "%,d %s%s", number, of, number == 1 ? "" : "s");
  }

  /** Lists the reasons, the most frequent first. */
  private static String listed(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey()))
        .collect(Collectors.joining(", "));
  }
}
