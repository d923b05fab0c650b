package org.segmentattribution.report.answer;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Sentence.Part;
import org.segmentattribution.report.answer.Sentence.Tone;
import org.segmentattribution.report.svg.PlaceText;

/** Builds a sentence part by part. */
public final class Phrases {
  /** Names that the program gives are no words. */
  private static final String NUMBERED = "suspect-\\d+";

  private final List<Part> parts = new ArrayList<>();

  /** Adds words. */
  public Phrases plain(String text) {
    return add(text, Tone.PLAIN);
  }

  /** Adds a name. */
  public Phrases strong(String name) {
    return add(name, Tone.STRONG);
  }

  /** Adds the name of a segment, or the place of a cell, with its article if it has one. */
  public Phrases the(String segment) {
    boolean bare = segment.startsWith("the ") || segment.matches(NUMBERED);
    return plain(bare ? "" : "the ").strong(PlaceText.words(segment));
  }

  /** Adds {@code for} or {@code against}. */
  public Phrases side(boolean forClass) {
    return forClass ? add("for", Tone.FOR) : add("against", Tone.AGAINST);
  }

  /** Adds what a segment speaks for or against. */
  Phrases object(Question question) {
    return question.isNamed() ? strong(question.object()) : plain(question.object());
  }

  private Phrases add(String text, Tone tone) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, tone));
    }
    return this;
  }

  /** Returns the sentence. */
  public Sentence sentence() {
    return new Sentence(parts);
  }
}
