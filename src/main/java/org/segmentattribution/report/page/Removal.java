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
   * @param brief its first clause, after a blank, for the first lines of the page; may be empty
   * @param whole with its numbers
   * @param of what it says of the segment that the first sentence about the class names
   */
  public record Sentence(String brief, String whole, Removed of) {
    /** Makes a sentence about a class whose first sentence names no segment. */
    public Sentence(String brief, String whole) {
      this(brief, whole, Removed.UNKNOWN);
    }
  }

  /** Returns whether there is nothing to show. */
  boolean isEmpty() {
    return figures.isEmpty() && after.isEmpty();
  }

  /** Returns the brief sentence about a group; empty where there is none. */
  String brief(ExplainGroup group) {
    Sentence sentence = sentences.get(group.className());
    return sentence == null ? "" : sentence.brief();
  }

  /** Returns what removal says of the segment that the first sentence about a class names. */
  public Removed of(String className) {
    Sentence sentence = sentences.get(className);
    return sentence == null ? Removed.UNKNOWN : sentence.of();
  }

  /** Returns the sentence about a group; empty where there is none. */
  String whole(ExplainGroup group) {
    Sentence sentence = sentences.get(group.className());
    return sentence == null ? "" : sentence.whole();
  }

  /** Returns the content of the section. */
  List<Block> section() {
    List<Block> blocks = new ArrayList<>(before);
    if (!figures.isEmpty()) {
      blocks.add(new Block.Panels(List.copyOf(figures.values())));
    }
    blocks.addAll(after);
    return blocks;
  }
}
