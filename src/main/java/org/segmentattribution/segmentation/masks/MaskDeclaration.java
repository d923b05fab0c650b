package org.segmentattribution.segmentation.masks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/**
 * The text after {@code masks:}: a folder or file, and after a question mark what it does not say
 * itself: {@code DIR?name={stem}_mask.png&segment=bird}.
 *
 * @param path path of the folder or file
 * @param name pattern of the place of an image's masks; null for the usual places
 * @param segment normalised name of the segment in masks whose name has none; empty where it is not
 *     declared
 * @param reading how masks of one segment are read
 * @param png folder of the pictures of a panoptic file; null for the usual one
 */
public record MaskDeclaration(
    Path path, NamePattern name, String segment, MaskReading reading, Path png) {
  private static final List<String> OF_FOLDERS =
      List.of("name", "segment", "threshold", "instances", "channel");
  private static final List<String> OF_FILES = List.of("png");

  /** Returns a declaration of a folder alone. */
  public static MaskDeclaration of(Path folder) {
    return new MaskDeclaration(folder, null, "", MaskReading.STANDARD, null);
  }

  /**
   * Reads the text; the name of a file or folder may contain a question mark.
   *
   * @throws WrongInput in one line, where a key is unknown or a value wrong
   */
  public static MaskDeclaration parse(String text) {
    int mark = text.lastIndexOf('?');
    if (mark < 0 || Files.exists(Path.of(text))) {
      return of(Path.of(text));
    }
    Path path = Path.of(text.substring(0, mark));
    List<String> known = isFile(path) ? OF_FILES : OF_FOLDERS;
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.substring(mark + 1).split("&", -1)) {
      String key = part.replaceFirst("=.*", "");
      if (!known.contains(key) || key.length() + 1 >= part.length()) {
        throw new WrongInput(
            "masks:%s: '%s' after the question mark is none of %s%s"
                .formatted(
                    text,
                    part,
                    String.join("=…, ", known) + "=…",
                    known.contains(key) ? "" : Spelling.hint(key, known)));
      }
      if (values.put(key, part.substring(key.length() + 1)) != null) {
        throw new WrongInput("masks:" + text + ": it has " + key + " twice");
      }
    }
    MaskReading reading =
        new MaskReading(
            threshold(values.get("threshold")),
            choice(values, "instances", List.of("union")) != null,
            values.containsKey("channel")
                ? choice(values, "channel", List.of("alpha", "colour"))
                : "");
    String name = values.get("name");
    NamePattern pattern = name == null ? null : NamePattern.parse(name);
    String segment = SegmentNames.normalise(values.getOrDefault("segment", ""));
    if (!segment.isEmpty() && (pattern == null || pattern.hasSegment())) {
      throw new WrongInput(
          "segment=" + segment + " names the mask of a name=… without {segment}; there is none");
    }
    Path png = values.containsKey("png") ? Path.of(values.get("png")) : null;
    return new MaskDeclaration(path, pattern, segment, reading, png);
  }

  /** Returns whether a path is that of a file in COCO's format, and not of a folder. */
  public static boolean isFile(Path path) {
    return path.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".json")
        && !Files.isDirectory(path);
  }

  private static String choice(Map<String, String> values, String key, List<String> choices) {
    String value = values.get(key);
    if (value != null && !choices.contains(value)) {
      throw new WrongInput(key + "=" + value + " is none of " + String.join(", ", choices));
    }
    return value;
  }

  private static double threshold(String value) {
    if (value == null) {
      return Double.NaN;
    }
    if (!value.matches("0?\\.\\d+|1(\\.0+)?") || Double.parseDouble(value) == 0) {
      throw new WrongInput("threshold=" + value + " is no share of the full scale, such as 0.5");
    }
    return Double.parseDouble(value);
  }
}
