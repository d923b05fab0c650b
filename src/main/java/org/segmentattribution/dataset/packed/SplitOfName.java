package org.segmentattribution.dataset.packed;

import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.api.ImageRecord;

/** The split that a file's name says, such as {@code train-00000-of-00004.parquet}. */
final class SplitOfName {
  private SplitOfName() {}

  /** Returns the split; empty where the name says none. */
  static String of(Path file) {
    String first = file.getFileName().toString().split("[-_.]", 2)[0];
    return ImageRecord.SplitName.isAny(first) ? first.toLowerCase(Locale.ROOT) : "";
  }
}
