package org.segmentattribution.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * A named segment to look for.
 *
 * @param name normalised name of the segment in tables; models that take text are asked for it
 * @param classes normalised names that mean this segment: classes of models with fixed classes, and
 *     names of mask files; often only the name itself
 * @param threshold least score, 0 to 1; null = the threshold of the segmenter
 * @param largest how many of the largest instances are used; 0 = all
 */
public record Prompt(String name, List<String> classes, Double threshold, int largest) {
  /**
   * Copies the classes.
   *
   * @param name normalised name of the segment in tables; models that take text are asked for it
   * @param classes normalised names that mean this segment: classes of models with fixed classes,
   *     and names of mask files; often only the name itself
   * @param threshold least score, 0 to 1; null = the threshold of the segmenter
   * @param largest how many of the largest instances are used; 0 = all
   */
  public Prompt {
    classes = List.copyOf(classes);
  }

  /** {@return the names that a mask of this prompt may have: its own, then the classes} */
  public List<String> names() {
    return Stream.concat(Stream.of(name), classes.stream()).distinct().toList();
  }

  /**
   * {@return a prompt whose only class is its own name}
   *
   * @param name normalised name
   */
  public static Prompt named(String name) {
    return new Prompt(name, List.of(name), null, 0);
  }
}
