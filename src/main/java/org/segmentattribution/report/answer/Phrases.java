package org.segmentattribution.report.answer;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Sentence.Part;
import org.segmentattribution.report.answer.Sentence.Tone;

/** Builds a sentence part by part. */
final class Phrases {
  private final List<Part> parts = new ArrayList<>();

  /** Adds words. */
  Phrases plain(String text) {
    return add(text, Tone.PLAIN);
  }

  /** Adds a name. */
  Phrases strong(String name) {
    return add(name, Tone.STRONG);
  }

  /** Adds the name of a segment with its article. */
  Phrases the(String segment) {
    return plain(segment.startsWith("the ") ? "" : "the ").strong(segment);
  }

  /** Adds {@code for} or {@code against}. */
  Phrases side(boolean forClass) {
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

  Sentence sentence() {
    return new Sentence(parts);
  }
}
