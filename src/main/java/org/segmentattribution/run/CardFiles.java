package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.slice.SlicesCsv;

/** Names of the files that {@code sat card} and {@code sat slices} make of a run's tables. */
public final class CardFiles {
  /** The text. */
  public static final String CARD = "card.md";

  private static final String STRIP = "card-strip-";

  private CardFiles() {}

  /**
   * Returns the name of a strip's file.
   *
   * @param className of the photographs; empty for all
   * @param used names that others have
   */
  public static String strip(String className, Set<String> used) {
    String letters =
        className.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String stem = STRIP + (className.isEmpty() ? "all" : letters.isEmpty() ? "class" : letters);
    String name = stem + ".png";
    for (int n = 2; used.contains(name); n++) {
      name = stem + "-" + n + ".png";
    }
    return name;
  }

  /** Returns whether a file of a run is one of these. */
  static boolean isOne(String file) {
    return file.equals(CARD)
        || file.equals(SlicesCsv.FILE)
        || file.equals(SlicesCsv.PAGE)
        || file.startsWith(STRIP) && file.endsWith(".png");
  }

  /** Deletes these files from a run whose tables change. */
  public static void deleteIn(RunDirectory run) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(run.folder())) {
      found = files.filter(file -> isOne(file.getFileName().toString())).toList();
    }
    for (Path file : found) {
      Files.deleteIfExists(file);
    }
  }
}
