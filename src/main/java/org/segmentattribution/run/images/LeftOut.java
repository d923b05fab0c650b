package org.segmentattribution.run.images;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reasons in {@code inputs.csv} why a setting left an image out. */
public final class LeftOut {
  private static final Pattern REASON = Pattern.compile("left out by ([a-z][a-z-]*)");

  private LeftOut() {}

  /** The reason, with the setting's key: {@code left out by limit}. */
  public static String by(String key) {
    return "left out by " + key;
  }

  /** A reason with the setting under the name that a reader knows it by; others as they are. */
  public static String show(String reason, UnaryOperator<String> name) {
    return REASON.matcher(reason).replaceFirst(found -> by(name.apply(found.group(1))));
  }
}
