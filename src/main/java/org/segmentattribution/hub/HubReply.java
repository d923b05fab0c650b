package org.segmentattribution.hub;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * The last answer of a call, after redirects.
 *
 * @param status of HTTP
 * @param facts what the hub's own host said of a file on the way
 * @param headers of the last answer
 * @param body where it was not written to a file, up to a limit
 */
record HubReply(int status, FileFacts facts, HttpHeaders headers, byte[] body) {
  private static final int LONGEST = 200;

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Shortens a text of the server to one line for a message. */
  static String line(String text) {
    String start = text.substring(0, Math.min(text.length(), 20 * LONGEST));
    String line = start.replaceAll("[\\p{C}\\s\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
