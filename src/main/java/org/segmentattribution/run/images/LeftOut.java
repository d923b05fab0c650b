package org.segmentattribution.run.images;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes the reasons in {@code inputs.csv} for images that a setting leaves out. */
public final class LeftOut {
  private static final Pattern REASON = Pattern.compile("left out by ([a-z][a-z-]*)");

  private LeftOut() {}

  /** Returns the reason, with the setting's key: {@code left out by limit}. */
  public static String by(String key) {
    return "left out by " + key;
  }

  /**
   * Returns a reason with the setting under the name that its reader knows; other reasons are
   * unchanged.
   */
  public static String show(String reason, UnaryOperator<String> name) {
    return REASON.matcher(reason).replaceFirst(found -> by(name.apply(found.group(1))));
  }
}
