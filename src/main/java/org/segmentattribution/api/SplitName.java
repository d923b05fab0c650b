package org.segmentattribution.api;

import java.util.Locale;
import java.util.Set;

/** The names that parts of a data set have, in any case of letters. */
public enum SplitName {
  TRAINING("train", "training"),
  VALIDATION("val", "valid", "validation", "dev", "eval", "evaluation"),
  TEST("test", "testing");

  private final Set<String> names;

  SplitName(String... names) {
    this.names = Set.of(names);
  }

  /** Whether a name is one of this part. */
  boolean is(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a name is one of any part. */
  public static boolean isAny(String name) {
    return TRAINING.is(name) || VALIDATION.is(name) || TEST.is(name);
  }
}
