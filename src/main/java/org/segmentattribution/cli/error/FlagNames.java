package org.segmentattribution.cli.error;

import org.segmentattribution.api.WrongInput;

/** Settings under the names that the command line has for them. */
public final class FlagNames {
  private FlagNames() {}

  /** The flag of a setting. */
  public static String of(String key) {
    return "--" + key;
  }

  /** An error's message, with flags where it names settings. */
  public static String message(Throwable error) {
    return error instanceof WrongInput wrong
        ? wrong.show(FlagNames::of)
        : String.valueOf(error.getMessage());
  }
}
