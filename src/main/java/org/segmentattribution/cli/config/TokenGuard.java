package org.segmentattribution.cli.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.track.MlflowAccess;
import org.segmentattribution.hub.HubToken;
import org.segmentattribution.segmentation.dinox.DinoXToken;

/** Keeps tokens of services out of all files: refuses flags and values that contain one. */
public final class TokenGuard {
  /** Shorter tokens are not searched for: other texts contain them by chance. */
  private static final int SHORTEST = 6;

  private static final List<String> VARIABLES =
      List.of(DinoXToken.VARIABLE, MlflowAccess.TOKEN, HubToken.VARIABLE);

  /** Tokens by the variables that hold them. */
  private final Map<String, String> tokens = new LinkedHashMap<>();

  /**
   * @param environment variables by name
   */
  TokenGuard(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String token = environment.getOrDefault(variable, "").strip();
      if (token.length() >= SHORTEST) {
        tokens.put(variable, token);
      }
    }
  }

  /** Takes the tokens from this process's environment. */
  public static TokenGuard ofEnvironment() {
    return new TokenGuard(System.getenv());
  }

  /**
   * Refuses arguments that contain a token.
   *
   * @throws WrongInput in one line, which does not contain the token
   */
  public void check(String... args) {
    String flag = "the command line";
    for (String arg : args) {
      if (holds(arg)) {
        boolean named = arg.startsWith("--") && arg.contains("=");
        throw new WrongInput(
            (named ? arg.substring(0, arg.indexOf('=')) : hide(flag)) + advice(arg));
      }
      flag = arg.startsWith("--") ? arg : flag;
    }
  }

  /** Refuses values of a file that contain a token. */
  void check(Config config) {
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      String text = entry.getKey() + "\n" + entry.getValue().unwrapped();
      if (holds(text)) {
        throw new WrongInput("--config: '" + hide(entry.getKey()) + "'" + advice(text));
      }
    }
  }

  private boolean holds(String text) {
    return tokens.values().stream().anyMatch(text::contains);
  }

  private String advice(String text) {
    String variable =
        tokens.entrySet().stream()
            .filter(token -> text.contains(token.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return " holds the value of "
        + variable
        + ", which belongs into that variable alone: a run writes down how it was called";
  }

  /** Returns a text without the tokens. */
  public String hide(String text) {
    String hidden = text;
    for (String token : tokens.values()) {
      hidden = hidden.replace(token, "***");
    }
    return hidden;
  }
}
