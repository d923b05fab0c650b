package org.segmentattribution.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes names under which classes are told apart. The index is a class's identity: where names look
 * the same, each is shown with its index, as {@code crane (134)} and {@code crane (517)}; so is one
 * that is empty.
 */
final class ClassTitles {
  private ClassTitles() {}

  /** One line without blanks at its ends: what the eye takes for the same is the same. */
  static String shown(String name) {
    return name.replaceAll("[\\s\\p{Z}\\p{Cc}\\uFEFF]+", " ").strip();
  }

  private static String with(String name, int index) {
    return name.isEmpty() ? "(" + index + ")" : name + " (" + index + ")";
  }

  /** As many names as were given, no two alike and none empty. Names that are so already stay. */
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

  /** Indices of the classes that a name means which several have; empty where it is none's. */
  static List<Integer> sharing(String name, List<String> titles) {
    String bare = shown(name);
    return IntStream.range(0, titles.size())
        .filter(i -> titles.get(i).equals(with(bare, i)))
        .boxed()
        .toList();
  }
}
