package org.segmentattribution.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.dinox.DinoXToken;

/** Keeps the token of DINO-X out of what is written: flags and values that hold it are refused. */
public final class TokenGuard {
  /** A shorter text stands in others by chance. */
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

  /** Of this process's environment. */
  public static TokenGuard ofEnvironment() {
    return new TokenGuard(System.getenv(DinoXToken.VARIABLE));
  }

  /**
   * Lets arguments through that do not hold the token.
   *
   * @throws WrongInput in one line, which does not hold it either
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

  /** The same for the values of a file. */
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

  /** A text without the token. */
  public String hide(String text) {
    return token.isEmpty() ? text : text.replace(token, "***");
  }
}
