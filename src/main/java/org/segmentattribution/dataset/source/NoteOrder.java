package org.segmentattribution.dataset.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.api.InputNote;

/** Orders notes from many places: by path, in the order of UTF-8's bytes. */
public final class NoteOrder {
  private static final Comparator<InputNote> BY_PATH =
      Comparator.comparing(
          note -> note.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private NoteOrder() {}

  /** Returns the notes sorted; notes on one path keep their order. */
  public static List<InputNote> of(List<InputNote> notes) {
    return notes.stream().sorted(BY_PATH).toList();
  }
}
