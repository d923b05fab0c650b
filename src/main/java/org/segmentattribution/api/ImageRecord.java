package org.segmentattribution.api;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * One image of a data set, not read yet.
 *
 * @param id unique within the source: the relative path without its extension (with it where two
 *     files would share an id), with forward slashes
 * @param path relative path as listed, with forward slashes
 * @param file the file on disk
 * @param label class name, or the empty string where the layout declares none
 * @param split {@code train}, {@code test}, …, or the empty string where none is declared
 */
public record ImageRecord(String id, String path, Path file, String label, String split) {
  /**
   * Composes the letters of the label (Unicode's NFC), since some file systems store letters and
   * their marks apart.
   *
   * @param id unique within the source: the relative path without its extension (with it where two
   *     files would share an id), with forward slashes
   * @param path relative path as listed, with forward slashes
   * @param file the file on disk
   * @param label class name, or the empty string where the layout declares none
   * @param split {@code train}, {@code test}, …, or the empty string where none is declared
   */
  public ImageRecord {
    label = SegmentNames.composed(label);
  }

  /**
   * {@return the relative path without its extension, by which mask files for this image are found}
   */
  public String stem() {
    return stem(path);
  }

  /**
   * {@return a relative path without its extension}
   *
   * @param path with forward slashes
   */
  public static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  /** {@return whether its split is for training} */
  public boolean isTraining() {
    return SplitName.TRAINING.is(split);
  }

  /** {@return whether its split is for choosing among models, not for training or tests} */
  public boolean isValidation() {
    return SplitName.VALIDATION.is(split);
  }

  /** {@return whether its split is for tests} */
  public boolean isTest() {
    return SplitName.TEST.is(split);
  }

  /** The parts of a data set and their names, which may be in any case. */
  public enum SplitName {
    /** Images for training. */
    TRAINING("train", "training"),
    /** Images for choosing among models. */
    VALIDATION("val", "valid", "validation", "dev", "eval", "evaluation"),
    /** Images for tests. */
    TEST("test", "testing");

    private final Set<String> names;

    SplitName(String... names) {
      this.names = Set.of(names);
    }

    /** Returns whether a name is one of this part's. */
    boolean is(String name) {
      return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether a name is one of any part's}
     *
     * @param name name in any case
     */
    public static boolean isAny(String name) {
      return TRAINING.is(name) || VALIDATION.is(name) || TEST.is(name);
    }
  }
}
