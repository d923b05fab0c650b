package org.segmentattribution.file;

import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names of what is not finished yet: nobody can guess one and put a link there, and what a killed
 * call has left is known by it.
 */
public final class TemporaryName {
  private static final Pattern FORM = Pattern.compile("\\.sat-[0-9a-f]{32}\\.tmp");

  private TemporaryName() {}

  /** A new name in the folder of a file. */
  public static Path beside(Path file) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return file.toAbsolutePath().resolveSibling(".sat-" + random + ".tmp");
  }

  /** Whether a file or folder has such a name. */
  public static boolean is(Path file) {
    Path name = file.getFileName();
    return name != null && FORM.matcher(name.toString()).matches();
  }
}
