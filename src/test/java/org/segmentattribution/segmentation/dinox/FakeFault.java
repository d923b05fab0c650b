package org.segmentattribution.segmentation.dinox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How a server sends what it should, or does not.
 *
 * @param isProcessed whether the call takes effect, whatever the client sees of it
 */
record FakeFault(boolean isProcessed, Sending sending) {
  /** Sends something in place of the right reply. */
  @FunctionalInterface
  interface Sending {
    void send(HttpExchange exchange, String right) throws IOException;
  }

  void send(HttpExchange exchange, String right) throws IOException {
    exchange.getRequestBody().readAllBytes();
    sending.send(exchange, right);
  }

  static FakeFault none() {
    return new FakeFault(true, (exchange, right) -> reply(exchange, 200, right));
  }

  /** Another reply; nothing takes effect. */
  static FakeFault status(int status, String body) {
    return new FakeFault(false, (exchange, right) -> reply(exchange, status, body));
  }

  /** Too many requests, with a time to wait. */
  static FakeFault busy(String retryAfter) {
    return new FakeFault(
        false,
        (exchange, right) -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          reply(exchange, 429, "slow down");
        });
  }

  /** The right reply, but late. */
  static FakeFault slow(long millis) {
    return new FakeFault(
        true,
        (exchange, right) -> {
          sleep(millis);
          reply(exchange, 200, right);
        });
  }

  /** The head of a reply, and then nothing for a while. */
  static FakeFault stalled(long millis) {
    return new FakeFault(
        true,
        (exchange, right) -> {
          exchange.sendResponseHeaders(200, right.length());
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          sleep(millis);
        });
  }

  /** The connection ends before the reply. */
  static FakeFault dropped() {
    return new FakeFault(true, (exchange, right) -> exchange.close());
  }

  /** The connection ends within the reply. */
  static FakeFault cut() {
    return new FakeFault(
        true,
        (exchange, right) -> {
          exchange.sendResponseHeaders(200, right.length());
          exchange.getResponseBody().write(FakeDinoX.utf8(right.substring(0, right.length() / 2)));
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  /** Half of the JSON as if it were all. */
  static FakeFault truncated() {
    return new FakeFault(
        true, (exchange, right) -> reply(exchange, 200, right.substring(0, right.length() / 2)));
  }

  /** So many blanks before the right reply. */
  static FakeFault large(int mebibytes) {
    return new FakeFault(
        true,
        (exchange, right) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = FakeDinoX.utf8(" ".repeat(1 << 20));
          for (int i = 0; i < mebibytes; i++) {
            exchange.getResponseBody().write(blanks);
          }
          exchange.getResponseBody().write(FakeDinoX.utf8(right));
        });
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = FakeDinoX.utf8(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
