package org.segmentattribution.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * A named segment to look for.
 *
 * @param name of the segment in tables, normalised; models that take text are asked for it
 * @param classes of models with fixed ones, and names of mask files, that mean it, normalised;
 *     often the name itself alone
 * @param threshold least score, 0 to 1; null = the segmenter's
 * @param largest how many of the largest instances count; 0 = all
 */
public record Prompt(String name, List<String> classes, Double threshold, int largest) {
  /**
   * Copies the classes.
   *
   * @param name of the segment in tables, normalised; models that take text are asked for it
   * @param classes of models with fixed ones, and names of mask files, that mean it, normalised;
   *     often the name itself alone
   * @param threshold least score, 0 to 1; null = the segmenter's
   * @param largest how many of the largest instances count; 0 = all
   */
  public Prompt {
    classes = List.copyOf(classes);
  }

  /** {@return the names that a mask of this prompt may have: its own, then the classes} */
  public List<String> names() {
    return Stream.concat(Stream.of(name), classes.stream()).distinct().toList();
  }

  /**
   * {@return a name that means itself}
   *
   * @param name normalised
   */
  public static Prompt named(String name) {
    return new Prompt(name, List.of(name), null, 0);
  }
}
