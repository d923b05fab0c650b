package org.segmentattribution.report.answer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence whose words have tones, so that a page can stress them and a terminal prints the text.
 *
 * @param parts in order, including the blanks between them
 */
public record Sentence(List<Part> parts) {
  /** Keeps the parts as they are given. */
  public Sentence {
    parts = List.copyOf(parts);
  }

  /** How a part is shown. */
  public enum Tone {
    /** As the text around it. */
    PLAIN,
    /** Bold: names of classes and segments. */
    STRONG,
    /** In the colour of what speaks for the class. */
    FOR,
    /** In the colour of what speaks against the class. */
    AGAINST
  }

  /** A part of a sentence. */
  public record Part(String text, Tone tone) {}

  /** Makes a sentence of plain words. */
  public static Sentence of(String text) {
    return new Sentence(List.of(new Part(text, Tone.PLAIN)));
  }

  /** Returns the sentence without tones. */
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }
}
