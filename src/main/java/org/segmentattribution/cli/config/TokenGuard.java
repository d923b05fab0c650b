package org.segmentattribution.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.dinox.DinoXToken;

/** Keeps the token of DINO-X out of all files: refuses flags and values that contain it. */
public final class TokenGuard {
  /** Shorter tokens are not searched for: other texts contain them by chance. */
  private static final int SHORTEST = 6;

  private static final String ADVICE =
      " holds the value of "
          + DinoXToken.VARIABLE
          + ", which belongs into that variable alone: a run writes down how it was called";

  private final String token;

  /**
   * @param token null = there is none
   */
  TokenGuard(String token) {
    String text = token == null ? "" : token.strip();
    this.token = text.length() < SHORTEST ? "" : text;
  }

  /** Takes the token from this process's environment. */
  public static TokenGuard ofEnvironment() {
    return new TokenGuard(System.getenv(DinoXToken.VARIABLE));
  }

  /**
   * Refuses arguments that contain the token.
   *
   * @throws WrongInput in one line, which does not contain the token
   */
  public void check(String... args) {
    String flag = "the command line";
    for (String arg : args) {
      if (holds(arg)) {
        boolean named = arg.startsWith("--") && arg.contains("=");
        throw new WrongInput((named ? arg.substring(0, arg.indexOf('=')) : hide(flag)) + ADVICE);
      }
      flag = arg.startsWith("--") ? arg : flag;
    }
  }

  /** Refuses values of a file that contain the token. */
  void check(Config config) {
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      if (holds(entry.getKey()) || holds(String.valueOf(entry.getValue().unwrapped()))) {
        throw new WrongInput("--config: '" + hide(entry.getKey()) + "'" + ADVICE);
      }
    }
  }

  private boolean holds(String text) {
    return !token.isEmpty() && text.contains(token);
  }

  /** Returns a text without the token. */
  public String hide(String text) {
    return token.isEmpty() ? text : text.replace(token, "***");
  }
}
