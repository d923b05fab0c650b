package org.segmentattribution.cli.error;

import org.segmentattribution.api.WrongInput;

/** Gives settings the names that the command line uses. */
public final class FlagNames {
  private FlagNames() {}

  /** Returns the flag of a setting. */
  public static String of(String key) {
    return "--" + key;
  }

  /** Returns an error's message, with flags for its settings. */
  public static String message(Throwable error) {
    return error instanceof WrongInput wrong
        ? wrong.show(FlagNames::of)
        : String.valueOf(error.getMessage());
  }
}
