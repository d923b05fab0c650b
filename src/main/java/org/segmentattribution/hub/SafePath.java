package org.segmentattribution.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;

/** Names of files that a hub sends, which may lead out of a folder or harm a file system. */
public final class SafePath {
  private static final int LONGEST = 1000;
  private static final int LONGEST_PART = 200;

  /** Names that Windows keeps for devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}]");

  private static final Pattern LEADS_OUT = Pattern.compile("[\\\\\\p{Cntrl}\\p{Cf}]");

  private SafePath() {}

  /**
   * Refuses the name of a listed file that is no path inside the repository, also where the file is
   * not wanted: such a list is not to be trusted.
   *
   * @throws RunFailed in one line
   */
  static void requireInside(RepositoryName repository, String path) {
    require(repository, path, part -> isInside(part) && !LEADS_OUT.matcher(part).find());
  }

  /**
   * Refuses the name of a file that is to be fetched, where some system cannot have it or reads it
   * as something else.
   *
   * @throws RunFailed in one line
   */
  public static void require(RepositoryName repository, String path) {
    require(repository, path, SafePath::isSafe);
  }

  private static void require(RepositoryName repository, String path, Predicate<String> isGood) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    if (path.isEmpty() || path.length() > LONGEST || !parts.stream().allMatch(isGood)) {
      throw new RunFailed(
          repository.id()
              + " lists a file whose name is not safe, so nothing is fetched: '"
              + HubReply.line(path)
              + "'");
    }
  }

  private static boolean isInside(String part) {
    return !part.isEmpty() && !part.equals(".") && !part.equals("..");
  }

  private static boolean isSafe(String part) {
    String low = part.toLowerCase(Locale.ROOT);
    return isInside(part)
        && part.length() <= LONGEST_PART
        && !part.endsWith(".")
        && !part.endsWith(" ")
        && !part.startsWith(" ")
        && !FORBIDDEN.matcher(part).find()
        && !DEVICE.matcher(low).matches();
  }
}
