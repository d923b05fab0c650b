package org.segmentattribution.model.clip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.ZeroShot;

/**
 * The texts of the classes.
 *
 * @param classes names in the order of the logits
 * @param templates texts with a place for the name
 */
record ClassPrompts(List<String> classes, List<String> templates) {
  /** Most texts of all classes together; a thousand classes in eighty templates are fewer. */
  private static final int MOST = 200_000;

  /** Most characters of a name; a text of the model has some dozens of words. */
  private static final int LONGEST = 500;

  /**
   * Checks the names.
   *
   * @throws WrongInput in one line, where there are fewer than two, or one is empty or given twice
   */
  ClassPrompts {
    classes = classes.stream().map(name -> name.replaceAll("[\\s\\p{Z}]+", " ").strip()).toList();
    templates = List.copyOf(templates);
    if (classes.size() < 2) {
      throw WrongInput.of(
          "at least two {classes} are needed, because a model of texts says which fits better");
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      String name = classes.get(i);
      if (name.isEmpty()) {
        throw WrongInput.of("name %s of %s {classes} is empty", i + 1, classes.size());
      }
      if (name.length() > LONGEST) {
        throw WrongInput.of(
            "%s of {classes} has %s characters; at most %s",
            Quoted.text(name), name.length(), LONGEST);
      }
      Integer before = numbers.put(name, i);
      if (before != null) {
        throw WrongInput.of(
            "names %s and %s of {classes} are both %s", before + 1, i + 1, Quoted.text(name));
      }
    }
    if ((long) classes.size() * templates.size() > MOST) {
      throw WrongInput.of(
          "%s {classes} in %s templates make more than %s texts",
          classes.size(), templates.size(), MOST);
    }
  }

  /** The texts of a class, one a template. */
  List<String> texts(String name) {
    return templates.stream().map(template -> template.replace(ZeroShot.PLACE, name)).toList();
  }

  /** All texts, class by class. */
  List<String> texts() {
    return classes.stream().flatMap(name -> texts(name).stream()).toList();
  }

  /** The class that a text of {@link #texts()} belongs to. */
  String classOf(int text) {
    return classes.get(text / templates.size());
  }
}
