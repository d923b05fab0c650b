package org.segmentattribution.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.image.Preprocessing;

/**
 * What a model file does not say: names of the classes and how a picture becomes the input. Stored
 * as {@code FILE.onnx.json} beside {@code FILE.onnx}, and so for other formats.
 *
 * @param classes names in the order of the logits, no two alike: names that repeat, as in ImageNet,
 *     are given with their index, {@code crane (134)}; the index is the identity
 * @param aliases other labels, such as names of folders, and the class index that each means
 * @param input from picture to input; null where none is declared: then only arrays can be
 *     explained
 * @param head how logits become probabilities; null where that is not declared
 * @param output name of the file's output that is explained; null where that is not declared
 */
public record ModelDeclaration(
    List<String> classes,
    Map<String, Integer> aliases,
    Preprocessing input,
    Head head,
    String output) {

  /**
   * Copies the collections, tells classes of one name apart and checks that every alias means a
   * class.
   */
  public ModelDeclaration {
    classes = ClassTitles.unique(classes);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    if (classes.isEmpty()) {
      throw new WrongInput("classes: at least one name is needed");
    }
    for (Map.Entry<String, Integer> alias : aliases.entrySet()) {
      int index = alias.getValue();
      if (index < 0 || index >= classes.size()) {
        throw new WrongInput(
            "aliases."
                + alias.getKey()
                + ": "
                + index
                + " is not a class index (0 to "
                + (classes.size() - 1)
                + ")");
      }
      int named = classes.indexOf(alias.getKey());
      if (named >= 0 && named != index) {
        throw new WrongInput(
            "aliases." + alias.getKey() + ": " + index + ", but class " + named + " has that name");
      }
    }
  }

  /** A declaration without an output. */
  public ModelDeclaration(
      List<String> classes, Map<String, Integer> aliases, Preprocessing input, Head head) {
    this(classes, aliases, input, head, null);
  }

  /** A declaration without a head. */
  public ModelDeclaration(List<String> classes, Map<String, Integer> aliases, Preprocessing input) {
    this(classes, aliases, input, null);
  }

  /** A declaration without aliases and head. */
  public ModelDeclaration(List<String> classes, Preprocessing input) {
    this(classes, Map.of(), input);
  }

  /** Returns this declaration with other classes and another head. */
  public ModelDeclaration with(List<String> names, Head known) {
    return new ModelDeclaration(names, aliases, input, known, output);
  }

  /** Returns classes by number and no preprocessing, for arrays that are explained as they are. */
  public static ModelDeclaration numbered(int classes) {
    return new ModelDeclaration(
        IntStream.range(0, classes).mapToObj(String::valueOf).toList(), Map.of(), null);
  }

  /** Returns the file of a model's declaration. */
  public static Path fileOf(Path model) {
    return model.resolveSibling(model.getFileName() + ".json");
  }

  /**
   * Returns the index of the class that a label means: the class with that name, or else with that
   * alias; -1 if none.
   */
  public int classIndex(String label) {
    int index = classes.indexOf(label);
    int alias = index >= 0 ? index : aliases.getOrDefault(label, -1);
    return alias >= 0 ? alias : classes.indexOf(ClassTitles.shown(label));
  }

  /**
   * Returns the index of a class as {@link #classIndex} does; a text that is no label may be the
   * index itself. A name has priority: of digits 1 to 9 and 0, in this order, "1" is class 0.
   */
  public int classIndexOrNumber(String text) {
    int index = classIndex(text);
    if (index < 0 && text.matches("\\d{1,9}") && Integer.parseInt(text) < classes.size()) {
      return Integer.parseInt(text);
    }
    return index;
  }

  /**
   * Returns the probability of a class, 0 to 1, by the head; by a softmax where no head is known.
   *
   * @param logits logits of one image
   */
  public double probability(float[] logits, int index) {
    return (head == null ? Head.LOGITS : head).probability(logits, index);
  }

  /**
   * Returns whether the model gives an image a class: its logit is the largest, or, where every
   * class is decided by itself, its probability is above one half.
   */
  public boolean gives(float[] logits, int index) {
    if (head == Head.SIGMOID) {
      return logits[index] > 0;
    }
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > logits[index] || (logits[i] == logits[index] && i < index)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns why a label means no class, in words: several classes have that name, or none. Empty
   * where it means one, or is itself empty.
   */
  public String whyUnknown(String label) {
    if (label.isEmpty() || classIndex(label) >= 0) {
      return "";
    }
    List<Integer> sharing = ClassTitles.sharing(label, classes);
    return sharing.isEmpty()
        ? "the model has no class '" + label + "'" + Spelling.hint(label, classes)
        : isShared(label)
            + "; an alias in its JSON says which: \"aliases\": {\""
            + label
            + "\": "
            + sharing.get(0)
            + "}";
  }

  /** Returns in words that several classes have a name; empty where this is not so. */
  public String isShared(String label) {
    List<Integer> sharing =
        classIndex(label) >= 0 ? List.of() : ClassTitles.sharing(label, classes);
    return sharing.isEmpty()
        ? ""
        : "'"
            + label
            + "' may be "
            + sharing.stream()
                .map(i -> "'" + classes.get(i) + "'")
                .collect(Collectors.joining(" or "));
  }
}
