package org.segmentattribution.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes names that distinguish classes. The index is a class's identity: where names look alike,
 * each is shown with its index, as {@code crane (134)} and {@code crane (517)}; so is an empty
 * name.
 */
final class ClassTitles {
  private ClassTitles() {}

  /** Returns one line without blanks at its ends, so that names that look alike are equal. */
  static String shown(String name) {
    return name.replaceAll("[\\s\\p{Z}\\p{Cc}\\uFEFF]+", " ").strip();
  }

  private static String with(String name, int index) {
    return name.isEmpty() ? "(" + index + ")" : name + " (" + index + ")";
  }

  /**
   * Returns as many names as were given, all different and none empty. Names that already are so
   * stay unchanged.
   */
  static List<String> unique(List<String> names) {
    List<String> unique = new ArrayList<>(names.stream().map(ClassTitles::shown).toList());
    boolean changed = true;
    // a name with an index may itself be the name of another class
    while (changed) {
      changed = false;
      Map<String, List<Integer>> indices = new HashMap<>();
      for (int i = 0; i < unique.size(); i++) {
        indices.computeIfAbsent(unique.get(i), name -> new ArrayList<>()).add(i);
      }
      for (Map.Entry<String, List<Integer>> name : indices.entrySet()) {
        if (name.getKey().isEmpty() || name.getValue().size() > 1) {
          name.getValue().forEach(i -> unique.set(i, with(name.getKey(), i)));
          changed = true;
        }
      }
    }
    return Collections.unmodifiableList(unique);
  }

  /** Returns the indices of the classes that share a name; empty where no classes do. */
  static List<Integer> sharing(String name, List<String> titles) {
    String bare = shown(name);
    return IntStream.range(0, titles.size())
        .filter(i -> titles.get(i).equals(with(bare, i)))
        .boxed()
        .toList();
  }
}
