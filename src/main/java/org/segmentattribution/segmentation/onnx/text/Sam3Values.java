package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.text.ValueKind.Kind;

/**
 * What a detector of SAM 3 means by its values: by the declaration, by names, or by the answers so
 * far. One object a model, for all its answers.
 */
final class Sam3Values {
  private static final List<String> LOGITS = List.of("pred_logits", "logits");

  /** So many values in one answer are all of 0 to 1 only if they are no logits. */
  private static final int MANY = 10;

  private final Path file;
  private final Set<String> said;
  private final boolean finished;
  private final ValueKind scores;
  private final ValueKind masks;

  /**
   * Knows what is said, and no answer yet.
   *
   * @param said names of outputs that a {@code segmenter.json} has
   * @param finished whether the graph makes masks of the picture's size, with scores that are done
   */
  Sam3Values(Path file, Set<String> said, boolean finished) {
    this.file = file;
    this.said = said;
    this.finished = finished;
    scores = new ValueKind(file, "scores", "pred_logits", "scores");
    masks = new ValueKind(file, "masks", "pred_masks", "masks");
  }

  /** Returns the values of a detector. */
  static Sam3Values of(OnnxGraph detector, ModelFolder folder) {
    Set<String> said =
        folder.declaration() == null ? Set.of() : folder.declaration().outputs().keySet();
    return new Sam3Values(
        detector.file(), said, detector.takes("original_height", "original_width"));
  }

  Path file() {
    return file;
  }

  /** Returns whether a {@code segmenter.json} names an output. */
  boolean says(String output) {
    return said.contains(output);
  }

  /** Returns whether scores may be done already, so that nothing is to be multiplied with them. */
  boolean mayBeDone(String name, float[] values) {
    return !LOGITS.contains(name) && !scores.wereLogits() && ValueRange.of(values).chances();
  }

  /** Returns whether an answer's scores are logits. */
  boolean logitsOfScores(String name, float[] values) throws IOException {
    ValueRange range = ValueRange.of(values);
    Kind told =
        LOGITS.contains(name)
            ? Kind.LOGITS
            : says(name) && name.equals("scores") ? Kind.CHANCES : null;
    boolean sure = values.length >= MANY || finished && name.equals("scores");
    Kind shown = !range.chances() ? Kind.LOGITS : sure ? Kind.CHANCES : null;
    return scores.of(name, told, shown, range) == Kind.LOGITS;
  }

  /** Returns whether an answer's masks are logits. */
  boolean logitsOfMasks(String name, int queries, float[] values) throws IOException {
    ValueRange range = ValueRange.of(values);
    if (range.constant()) {
      return false;
    }
    boolean usual = name.equals("pred_masks");
    Kind told = null;
    if (name.contains("logit") || usual && says(name)) {
      told = Kind.LOGITS;
    } else if (name.equals("masks") && says(name)) {
      told = Kind.CHANCES;
    }
    return masks.of(name, told, shown(range, queries, usual), range) == Kind.LOGITS;
  }

  private static Kind shown(ValueRange range, int queries, boolean usual) {
    // enlarging can overshoot 0 and 1 a little, and weak logits look the same
    if (usual ? !range.chances() : range.outside()) {
      return Kind.LOGITS;
    }
    // no picture is inside of many masks, or of one that is nearly 0 in places
    return range.chances() && (queries >= MANY || range.spread()) ? Kind.CHANCES : null;
  }
}
