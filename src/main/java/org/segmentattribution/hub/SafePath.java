package org.segmentattribution.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;

/** Names of files that a hub sends, which may lead out of a folder or harm a file system. */
final class SafePath {
  private static final int LONGEST = 1000;
  private static final int LONGEST_PART = 200;

  /** Names that Windows keeps for devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}]");

  private SafePath() {}

  /**
   * Refuses a name that is no plain path inside the repository.
   *
   * @throws RunFailed in one line
   */
  static void require(RepositoryName repository, String path) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    boolean safe =
        !path.isEmpty() && path.length() <= LONGEST && parts.stream().allMatch(SafePath::isSafe);
    if (!safe) {
      throw new RunFailed(
          repository.id()
              + " lists a file whose name is not safe, so nothing is fetched: '"
              + HubReply.line(path)
              + "'");
    }
  }

  private static boolean isSafe(String part) {
    String low = part.toLowerCase(Locale.ROOT);
    return !part.isEmpty()
        && part.length() <= LONGEST_PART
        && !part.equals(".")
        && !part.equals("..")
        && !part.endsWith(".")
        && !part.endsWith(" ")
        && !part.startsWith(" ")
        && !FORBIDDEN.matcher(part).find()
        && !DEVICE.matcher(low).matches();
  }
}
