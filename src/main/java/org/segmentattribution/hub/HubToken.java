package org.segmentattribution.hub;

import java.util.Map;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;

/** The secret of a hub's user, or none; no text made from this object shows it. */
public final class HubToken {
  /** The environment variable that holds the token. */
  public static final String VARIABLE = "HF_TOKEN";

  // the HTTP client would quote any other character in its error
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  private final String text;

  private HubToken(String text) {
    this.text = text;
  }

  /**
   * Takes the token of {@value #VARIABLE}; without one, public repositories can be read.
   *
   * @param environment variables by name
   * @throws WrongInput where it cannot be a token
   */
  public static HubToken of(Map<String, String> environment) {
    String found = environment.getOrDefault(VARIABLE, "").strip();
    if (!found.isEmpty() && !PRINTABLE.matcher(found).matches()) {
      throw new WrongInput(
          "the token in " + VARIABLE + " has blanks or characters beyond ASCII: copy it again");
    }
    return new HubToken(found);
  }

  boolean isThere() {
    return !text.isEmpty();
  }

  /** Returns the value of the header Authorization; use it for nothing else. */
  String header() {
    return "Bearer " + text;
  }

  /** Removes the token from a text. */
  String hide(String other) {
    return isThere() ? other.replace(text, "***") : other;
  }

  @Override
  public String toString() {
    return "HubToken[***]";
  }
}
