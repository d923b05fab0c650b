package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;

/**
 * Whether an output has logits or values of 0 to 1: decided once for all answers of a model, since
 * few values of one kind can look like the other.
 */
final class ValueKind {
  /** What values are. */
  enum Kind {
    LOGITS("logits"),
    CHANCES("0 to 1");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Path file;
  private final String what;
  private final String logits;
  private final String chances;
  private final AtomicReference<Kind> known = new AtomicReference<>();

  /**
   * Knows nothing yet.
   *
   * @param file of the graph
   * @param what the values are, for messages
   * @param logits what a {@code segmenter.json} calls them if they are logits
   * @param chances what it calls them if they are 0 to 1
   */
  ValueKind(Path file, String what, String logits, String chances) {
    this.file = file;
    this.what = what;
    this.logits = logits;
    this.chances = chances;
  }

  /** Returns whether earlier answers had logits. */
  boolean wereLogits() {
    return known.get() == Kind.LOGITS;
  }

  /**
   * Decides what the values of an answer are, and remembers it.
   *
   * @param output its name
   * @param told what its name or the declaration says; null if they say nothing
   * @param shown what the values cannot but be; null if they may be either
   * @throws IOException in one line that says what to write into a {@code segmenter.json}, where
   *     nothing decides or where two things contradict
   */
  Kind of(String output, Kind told, Kind shown, ValueRange range) throws IOException {
    if (told == Kind.CHANCES && shown == Kind.LOGITS) {
      throw refuse(output, range, "and no values of 0 to 1");
    }
    if (told != null) {
      return told;
    }
    if (shown == null) {
      Kind earlier = known.get();
      if (earlier == null) {
        throw refuse(output, range, "which may be logits or not");
      }
      return earlier;
    }
    if (!known.compareAndSet(null, shown) && known.get() != shown) {
      throw refuse(output, range, "but those of earlier pictures seemed to be " + known.get().text);
    }
    return shown;
  }

  private IOException refuse(String output, ValueRange range, String why) {
    return new IOException(
        ("%s: its %s '%s' are %s, %s; a %s beside it says \"outputs\": {\"%s\": \"%s\"} if they are"
                + " logits, and {\"%s\": \"%s\"} if they are 0 to 1")
            .formatted(
                file,
                what,
                output,
                range,
                why,
                ModelFolder.DECLARATION,
                logits,
                output,
                chances,
                output));
  }
}
