package org.segmentattribution.command.mend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/** When a round looks for suspects by itself. */
public enum SuspectsWhen {
  /** Where no named segment is to blame, or more attribution lies outside all than in any. */
  AUTO,
  /** Whatever the named segments are. */
  ALWAYS,
  /** Named segments alone are proposed. */
  NEVER;

  /**
   * Reads a word.
   *
   * @throws WrongInput where it is none of them
   */
  public static SuspectsWhen of(String text) {
    return Arrays.stream(values())
        .filter(when -> when.text().equals(text))
        .findFirst()
        .orElseThrow(() -> WrongInput.of("{suspects} %s: %s", text, String.join(", ", texts())));
  }

  private static List<String> texts() {
    return Arrays.stream(values()).map(SuspectsWhen::text).collect(Collectors.toList());
  }

  /** Returns the word. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
