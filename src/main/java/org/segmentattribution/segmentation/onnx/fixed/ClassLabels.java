package org.segmentattribution.segmentation.onnx.fixed;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;

/** Finds the names of the classes of a model with fixed classes. */
public final class ClassLabels {
  /**
   * Matches {@code 0: 'name'} of a Python or JSON dictionary, or one {@code "name"} of a list;
   * possessive, so that a long one does not fill the stack.
   */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:[\"']?(\\d{1,6})[\"']?\\s*:\\s*)?(?:'((?:[^'\\\\]|\\\\.)*+)(?:'|\\z)|\"((?:[^\"\\\\]|\\\\.)*+)(?:\"|\\z))");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)");

  private ClassLabels() {}

  /**
   * Returns the names of a graph's classes: from the file or list that the user named, the graph's
   * metadata, {@code config.json}, or a text file beside the graph.
   *
   * @param named a file, the name of a bundled list, or null
   * @throws WrongInput where none of these has names
   */
  public static List<String> of(OnnxGraph graph, ModelFolder folder, String named) {
    List<String> found = found(graph, folder, named);
    if (found == null) {
      throw missing(folder);
    }
    return found;
  }

  /** Returns what {@link #of} does; null where nothing says the names. */
  public static List<String> found(OnnxGraph graph, ModelFolder folder, String named) {
    if (named != null) {
      return named(named);
    }
    if (!folder.names().isEmpty()) {
      return folder.names();
    }
    for (String key : List.of("names", "id2label", "classes", "labels", "class_names")) {
      String text = graph.metadata().get(key);
      if (text != null && !text.isBlank()) {
        return literal(text);
      }
    }
    JsonNode labels = folder.json("config.json").path("id2label");
    if (!labels.isEmpty()) {
      Map<Integer, String> names = new TreeMap<>();
      labels.properties().forEach(e -> put(names, e.getKey(), e.getValue().asText()));
      return list(names);
    }
    for (String file : List.of("names.txt", "classes.txt", "labels.txt")) {
      if (folder.beside(file) != null) {
        return named(folder.beside(file).toString());
      }
    }
    return null;
  }

  /** Returns the error of a model whose classes have no names. */
  static WrongInput missing(ModelFolder folder) {
    return WrongInput.of(
        "%s: nothing says what its classes are called (no names in its metadata, no config.json, no"
            + " names.txt); {segmenter-classes} names a file, or voc, coco, coco-panoptic, ade20k"
            + " or cityscapes",
        folder.given());
  }

  private static List<String> named(String name) {
    try {
      return name.endsWith(".txt") ? ClassNames.read(Path.of(name)) : ClassNames.named(name);
    } catch (IOException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }

  /** Reads names written as a dictionary or list, or separated by commas or line ends. */
  public static List<String> literal(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      String separator = stripped.contains("\n") ? "\n" : ",";
      return List.of(stripped.split(separator)).stream().map(SegmentNames::normalise).toList();
    }
    Map<Integer, String> names = new TreeMap<>();
    Matcher entry = ENTRY.matcher(stripped);
    // a name without an end reaches the end of the text, and is not a name
    while (entry.find() && !entry.hitEnd()) {
      String value = entry.group(2) == null ? entry.group(3) : entry.group(2);
      String key = entry.group(1) == null ? String.valueOf(names.size()) : entry.group(1);
      put(names, key, unescaped(value));
    }
    return list(names);
  }

  private static void put(Map<Integer, String> names, String key, String value) {
    if (key.matches("\\d{1,6}")) {
      names.put(Integer.parseInt(key), SegmentNames.normalise(value));
    }
  }

  /** Lists names by number; a number without a name is no segment. */
  private static List<String> list(Map<Integer, String> names) {
    List<String> list = new ArrayList<>();
    names.forEach(
        (number, name) -> {
          while (list.size() < number) {
            list.add("");
          }
          list.add(name);
        });
    return list;
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            found -> {
              String code = found.group(1);
              boolean number = code.matches("[ux][0-9a-fA-F]{2,4}");
              String plain =
                  number
                      ? String.valueOf((char) Integer.parseInt(code.substring(1), 16))
                      : code.equals("n") || code.equals("t") ? " " : code;
              return Matcher.quoteReplacement(plain);
            });
  }
}
