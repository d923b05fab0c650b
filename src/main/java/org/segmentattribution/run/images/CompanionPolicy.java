package org.segmentattribution.run.images;

import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/** What to do with pictures that seem to be masks or maps of other images. */
public enum CompanionPolicy {
  /** Refuse the call, since nothing says what they are. */
  REFUSE,
  /** Leave them out, each with a note. */
  SKIP,
  /** Use them as photographs. */
  USE;

  /**
   * Returns the policy with this name.
   *
   * @throws WrongInput where there is none
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
