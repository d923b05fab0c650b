package org.segmentattribution.report.find;

import java.util.Map;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.NumberText;

/** Says in which part of the photographs of a class a suspect is. */
public final class ClassPart {
  private static final int CLASSES = 3;

  private ClassPart() {}

  /**
   * Returns {@code 86 % of zebra}; {@code 48 % of all photographs} in a run without labels.
   *
   * @param part a class, empty for none, and a part from 0 to 1
   */
  public static String text(Map.Entry<String, Double> part) {
    String of = part.getKey().isEmpty() ? "all photographs" : part.getKey();
    return NumberText.share(part.getValue()) + " of " + of;
  }

  /** Returns the first classes. */
  static String first(Map<String, Double> classes) {
    return classes.entrySet().stream()
        .limit(CLASSES)
        .map(ClassPart::text)
        .collect(Collectors.joining(", "));
  }
}
