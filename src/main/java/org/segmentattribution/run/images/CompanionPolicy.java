package org.segmentattribution.run.images;

import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/** What is done with pictures that seem to be masks or maps of others. */
public enum CompanionPolicy {
  /** The call is refused: nothing says what they are. */
  REFUSE,
  /** They are left out, each with a note. */
  SKIP,
  /** They are photographs like the others. */
  USE;

  /**
   * By name.
   *
   * @throws WrongInput where it is none of these
   */
  public static CompanionPolicy parse(String text) {
    for (CompanionPolicy policy : values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
        return policy;
      }
    }
    throw WrongInput.of("{companions} %s: refuse, skip or use", text);
  }
}
