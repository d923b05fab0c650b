package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The reply to one call.
 *
 * @param status of HTTP
 * @param retryAfter time that the server asks to wait; zero where it does not say
 * @param body body with the token removed
 */
record DinoXReply(int status, Duration retryAfter, String body) {
  private static final int TRY_AGAIN = 202001;
  private static final int PAYMENT_REQUIRED = 402;
  private static final Set<Integer> REFUSED = Set.of(401, 403);
  // a timeout, a first attempt still in progress, too early, too many
  private static final Set<Integer> LATER = Set.of(408, 409, 425, 429);
  private static final Pattern OUT_OF_QUOTA = Pattern.compile("(?i)out of quota");
  private static final Pattern USED_UP =
      Pattern.compile("(?i)quota|insufficient (balance|credit|fund)");
  private static final Pattern LONG_CODE = Pattern.compile("[A-Za-z0-9+/=_-]{48,}");
  private static final int LONGEST = 200;
  private static final int DEEPEST = 100;
  private static final int MOST_TOKENS = 500_000;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .build())
          // Python's servers write NaN; it must not pass for a reply that is cut
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Returns the {@code data} of the answer.
   *
   * @throws DinoXTransient where the call should be made again
   * @throws DinoXRefusal where no call will do
   * @throws IOException where this image cannot be done
   */
  JsonNode data() throws IOException {
    JsonNode json = parse();
    int code = json.path("code").asInt(0);
    String reason = reason(json, code);
    if (REFUSED.contains(status)) {
      throw new DinoXRefusal(
          "the token is refused (%s): check %s".formatted(reason, DinoXToken.VARIABLE));
    }
    if (isUsedUp(code, reason)) {
      throw usedUp(reason);
    }
    if (code == TRY_AGAIN || status >= 500 || LATER.contains(status)) {
      throw new DinoXTransient(reason, retryAfter);
    }
    if (status / 100 != 2) {
      throw new IOException("refused (%s): check the endpoint and the image".formatted(reason));
    }
    if (code != 0) {
      throw new IOException("refused (%s): check the prompts and the image".formatted(reason));
    }
    JsonNode data = json.path("data");
    if (!data.isObject()) {
      throw new DinoXTransient(
          json.isMissingNode() ? "a reply that is not JSON" : "a reply without data", retryAfter);
    }
    return data;
  }

  private JsonNode parse() throws IOException {
    try {
      return JSON.readTree(body);
    } catch (StreamConstraintsException e) {
      throw new IOException(
          "a reply of too many or too deeply nested parts: ask for fewer prompts", e);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Returns whether the token is used up; a busy server may also mention quotas, but only their end
   * is final.
   */
  private boolean isUsedUp(int code, String reason) {
    if (status == PAYMENT_REQUIRED) {
      return true;
    }
    boolean isBusy = status >= 500 || LATER.contains(status);
    boolean failed = status / 100 != 2 || code != 0;
    return failed && (isBusy ? OUT_OF_QUOTA : USED_UP).matcher(reason).find();
  }

  private static DinoXRefusal usedUp(String reason) {
    return new DinoXRefusal(
        "the token is used up (%s): top it up, then run again".formatted(reason));
  }

  /**
   * Makes an error that says why a task failed.
   *
   * @param error reason that the server gives, often none
   * @throws DinoXRefusal where it says that the token is used up
   */
  static IOException failedTask(String error) {
    String reason = line(error);
    if (USED_UP.matcher(reason).find()) {
      throw usedUp(reason);
    }
    return new IOException(
        "the task failed (%s): try again or leave the image out"
            .formatted(reason.isEmpty() ? "no reason given" : reason));
  }

  private String reason(JsonNode json, int code) {
    String said =
        line(json.hasNonNull("errors") ? json.get("errors").toString() : json.path("msg").asText());
    String number = status / 100 == 2 && code != 0 ? "code " + code : "HTTP " + status;
    return said.isEmpty() ? number : number + ": " + said;
  }

  /** Shortens a text of the server to one line for a message, without any part of the image. */
  static String line(String text) {
    String start = text.substring(0, Math.min(text.length(), 100 * LONGEST));
    String line = LONG_CODE.matcher(start).replaceAll("…").replaceAll("[\\p{C}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
