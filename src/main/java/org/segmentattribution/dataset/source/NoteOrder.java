package org.segmentattribution.dataset.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.api.InputNote;

/** The order of notes that come from many places: by path, in the order of UTF-8's bytes. */
public final class NoteOrder {
  private static final Comparator<InputNote> BY_PATH =
      Comparator.comparing(
          note -> note.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private NoteOrder() {}

  /** Sorted; notes on one path stay in the order in which they were made. */
  public static List<InputNote> of(List<InputNote> notes) {
    return notes.stream().sorted(BY_PATH).toList();
  }
}
