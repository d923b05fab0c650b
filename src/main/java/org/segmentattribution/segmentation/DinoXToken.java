package org.segmentattribution.segmentation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The key to DINO-X. It is in no message, log or file; only the request's header has it. */
final class DinoXToken {
  /** The environment variable that has it. */
  static final String VARIABLE = "DINOX_API_TOKEN";

  private final String value;

  DinoXToken(String value) {
    this.value = value;
  }

  /** {@link IllegalArgumentException} where there is none, or what is there is none. */
  static DinoXToken from(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "dinox needs a token in the environment variable " + VARIABLE);
    }
    if (!value.chars().allMatch(c -> c > 32 && c < 127)) {
      throw new IllegalArgumentException(
          "the environment variable "
              + VARIABLE
              + " holds no token: it has blanks or odd characters");
    }
    return new DinoXToken(value);
  }

  /** For the header alone. */
  String value() {
    return value;
  }

  /** What a server says, in one short line, without the token, should it send it back. */
  String hideIn(String text) {
    String line = text.replace(value, "***").replaceAll("\\s+", " ").strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** An answer as bytes, without the token. */
  byte[] hideIn(JsonNode answer) {
    return answer.toString().replace(value, "***").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
