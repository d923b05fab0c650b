package org.segmentattribution.segmentation.dinox;

import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;

/** The secret token for DINO-X; no text made from this object shows it. */
public final class DinoXToken {
  /** The environment variable that holds the token. */
  public static final String VARIABLE = "DINOX_API_TOKEN";

  // the HTTP client would quote any other character in its error
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  private final String text;

  private DinoXToken(String text) {
    this.text = text;
  }

  /**
   * Returns the token in {@value #VARIABLE}.
   *
   * @throws WrongInput in one line, where it is missing, blank or cannot be a token
   */
  public static DinoXToken fromEnvironment() {
    return of(System.getenv(VARIABLE));
  }

  /**
   * Makes a token from a text; blanks around it are removed.
   *
   * @param text null = missing
   * @throws WrongInput as {@link #fromEnvironment}
   */
  static DinoXToken of(String text) {
    if (text == null || text.isBlank()) {
      throw new WrongInput("no token for DINO-X: put it into the environment variable " + VARIABLE);
    }
    String stripped = text.strip();
    if (!PRINTABLE.matcher(stripped).matches()) {
      throw new WrongInput(
          "the token in " + VARIABLE + " has blanks or characters beyond ASCII: copy it again");
    }
    return new DinoXToken(stripped);
  }

  /** Returns the value for the HTTP header; use it for nothing else. */
  String secret() {
    return text;
  }

  /** Removes the token from a text, also as JSON may write it. */
  String hide(String other) {
    return other.replace(text, "***").replace(text.replace("/", "\\/"), "***");
  }

  @Override
  public String toString() {
    return "DinoXToken[***]";
  }
}
