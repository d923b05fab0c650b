package org.segmentattribution.command.view;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the server answers.
 *
 * @param status of HTTP
 * @param type media type
 * @param body bytes; of a question with HEAD only their number is sent
 * @param headers more headers
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

  /** Drawings are those of one process: another token, another address. */
  private static final Map<String, String> KEPT = Map.of("Cache-Control", "private, max-age=600");

  /** A sentence for people. */
  static Answer sentence(int status, String text) {
    return text(status, "text/plain; charset=utf-8", text + "\n");
  }

  static Answer text(int status, String type, String text) {
    return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8), NOT_KEPT);
  }

  static Answer json(byte[] body) {
    return new Answer(200, "application/json", body, NOT_KEPT);
  }

  /** A picture, which the browser may keep for a while. */
  static Answer picture(String type, byte[] body) {
    return new Answer(200, type, body, KEPT);
  }

  /** Sends the browser to the page without the token in its address, and gives it a cookie. */
  static Answer redirect(String to, String cookie) {
    return new Answer(
        303,
        "text/plain; charset=utf-8",
        new byte[0],
        Map.of("Cache-Control", "no-store", "Location", to, "Set-Cookie", cookie));
  }
}
