package org.segmentattribution.api;

import java.util.Locale;
import java.util.Set;

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
