package org.segmentattribution.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The segments to look for, in order. A prompt in text is a name, or {@code name = class + class}
 * where a model with fixed classes uses other words; {@code ; threshold 0.3} and {@code ; largest
 * 2} may follow.
 *
 * @param prompts the prompts; none = everything that can be found
 */
public record PromptList(List<Prompt> prompts) {
  /**
   * Copies the list.
   *
   * @param prompts the prompts; none = everything that can be found
   */
  public PromptList {
    prompts = List.copyOf(prompts);
  }

  /**
   * Reads prompts, one from each text.
   *
   * @param texts one prompt each
   * @return the prompts, in order
   * @throws WrongInput in one line, where a prompt cannot be understood or occurs twice
   */
  public static PromptList of(List<String> texts) {
    return of(texts, "");
  }

  /**
   * Reads prompts from the lines of a text; skips blank lines and lines that begin with {@code #}.
   *
   * @param texts one prompt each
   * @param where text that errors put before the number of a line, such as {@code FILE, line};
   *     empty for texts that are not lines of a file
   * @return the prompts, in order
   * @throws WrongInput with place and line, where one cannot be understood
   */
  public static PromptList of(List<String> texts, String where) {
    List<Prompt> prompts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).strip();
      if (!where.isEmpty() && (text.isEmpty() || text.startsWith("#"))) {
        continue;
      }
      try {
        Prompt prompt = parse(text);
        if (!names.add(prompt.name())) {
          throw new WrongInput("'" + prompt.name() + "' is there twice");
        }
        prompts.add(prompt);
      } catch (WrongInput e) {
        String place = where.isEmpty() ? "" : where + (i + 1) + ": ";
        throw new WrongInput(place + e.getMessage(), e);
      }
    }
    return new PromptList(prompts);
  }

  /** {@return every name that a mask of one of the prompts may have, each once, in order} */
  public List<String> names() {
    return prompts.stream().flatMap(prompt -> prompt.names().stream()).distinct().toList();
  }

  private static Prompt parse(String text) {
    String[] parts = text.split(";", -1);
    String[] sides = parts[0].split("=", -1);
    String name = SegmentNames.normalise(sides[0]);
    List<String> classes = new ArrayList<>();
    for (String one : (sides.length > 1 ? sides[1] : sides[0]).split("\\+", -1)) {
      classes.add(SegmentNames.normalise(one));
    }
    if (sides.length > 2 || name.isEmpty() || classes.contains("")) {
      throw new WrongInput("'" + text + "' is neither a name nor name = class + class");
    }
    Double threshold = null;
    int largest = 0;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.matches("threshold\\s+(0(\\.\\d+)?|1(\\.0+)?|\\.\\d+)")) {
        threshold = Double.parseDouble(part.substring("threshold".length()));
      } else if (part.matches("largest\\s+[1-9]\\d{0,5}")) {
        largest = Integer.parseInt(part.substring("largest".length()).strip());
      } else {
        throw new WrongInput("'" + part + "' is neither 'threshold 0.3' nor 'largest 2'");
      }
    }
    return new Prompt(name, classes, threshold, largest);
  }

  /**
   * {@return the numbers of the model's classes that a prompt means} A class may have several
   * names, separated by commas or semicolons; only letters and digits are compared.
   *
   * @param prompt one of these prompts
   * @param modelClasses names of all classes of the model, in the order of their numbers
   * @throws WrongInput where the model has no such class
   */
  public List<Integer> classesOf(Prompt prompt, List<String> modelClasses) {
    Set<Integer> numbers = new TreeSet<>();
    for (String wanted : prompt.classes()) {
      for (int i = 0; i < modelClasses.size(); i++) {
        for (String name : modelClasses.get(i).split("[,;]")) {
          if (letters(name).equals(letters(wanted))) {
            numbers.add(i);
          }
        }
      }
    }
    if (numbers.isEmpty()) {
      String wanted = String.join(" + ", prompt.classes());
      throw new WrongInput(
          "segment '" + wanted + "' is no class of the model; " + near(wanted, modelClasses));
    }
    return List.copyOf(numbers);
  }

  private static String letters(String name) {
    return SegmentNames.normalise(name).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Returns the classes that may have been meant: those that share a word, or else all. */
  private static String near(String wanted, List<String> modelClasses) {
    List<String> words = List.of(SegmentNames.normalise(wanted).split("[^\\p{L}\\p{N}]+"));
    List<String> like =
        modelClasses.stream()
            .filter(name -> words.stream().anyMatch(word -> letters(name).contains(word)))
            .toList();
    List<String> shown = like.isEmpty() ? modelClasses.stream().limit(30).toList() : like;
    boolean more = like.isEmpty() && modelClasses.size() > shown.size();
    return (like.isEmpty() ? "it has " : "it has something like it: ")
        + String.join(", ", shown)
        + (more ? ", …" : "");
  }
}
