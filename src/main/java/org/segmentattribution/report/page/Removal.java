package org.segmentattribution.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.answer.Removed;

/**
 * What the removal of segments did, beside what attribution says.
 *
 * @param sentences about the classes of the first method, by name of the class; that of all images
 *     is empty
 * @param figures of the same groups
 * @param before what was done, above the figures
 * @param after tables and more, below the figures
 */
public record Removal(
    Map<String, Sentence> sentences,
    Map<String, Block.Figure> figures,
    List<Block> before,
    List<Block> after) {
  /** Nothing was removed. */
  public static final Removal NONE = new Removal(Map.of(), Map.of(), List.of(), List.of());

  /** Title of the section. */
  static final String TITLE = "Does removing it change the answer?";

  /** Copies what may change. */
  public Removal {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * A sentence about a class.
   *
   * @param whole with its numbers
   * @param of what it says of the segment that the first sentence about the class names
   */
  public record Sentence(String whole, Removed of) {}

  /** Returns this with more below the tables. */
  public Removal with(List<Block> more) {
    List<Block> all = new ArrayList<>(after);
    all.addAll(more);
    return new Removal(sentences, figures, before, all);
  }

  /** Returns whether there is nothing to show. */
  boolean isEmpty() {
    return figures.isEmpty() && after.isEmpty();
  }

  /** Returns what removal says of the segment that the first sentence about a class names. */
  public Removed of(String className) {
    Sentence sentence = sentences.get(className);
    return sentence == null ? Removed.UNKNOWN : sentence.of();
  }

  /** Returns the content of the section. */
  List<Block> section() {
    List<Block> blocks = new ArrayList<>(before);
    sentences.forEach(
        (name, sentence) -> {
          if (!sentence.whole().isEmpty()) {
            String of = name.isEmpty() ? "All photographs" : name;
            blocks.add(
                new Block.Prose(
                    List.of(
                        new Block.Phrase(of, "", true), Block.Phrase.of(": " + sentence.whole()))));
          }
        });
    if (!figures.isEmpty()) {
      blocks.add(new Block.Panels(List.copyOf(figures.values())));
    }
    blocks.addAll(after);
    return blocks;
  }
}
