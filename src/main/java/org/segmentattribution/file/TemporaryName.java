package org.segmentattribution.file;

import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names of unfinished files and folders. They are random, so that nobody can guess one and place a
 * link there, and they can be recognised after a run was killed.
 */
public final class TemporaryName {
  private static final Pattern FORM = Pattern.compile("\\.sat-[0-9a-f]{32}\\.tmp");

  private TemporaryName() {}

  /** Returns a new temporary name in the folder of a file. */
  public static Path beside(Path file) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return file.toAbsolutePath().resolveSibling(".sat-" + random + ".tmp");
  }

  /** Returns whether a file or folder has a temporary name. */
  public static boolean is(Path file) {
    Path name = file.getFileName();
    return name != null && FORM.matcher(name.toString()).matches();
  }
}
