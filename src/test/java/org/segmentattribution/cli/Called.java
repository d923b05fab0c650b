package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What a call of the command line printed, and its exit code. */
public record Called(int code, String out, String err) {
  /** Calls {@code sat}; arguments as their texts. */
  public static synchronized Called sat(Object... arguments) {
    String[] args = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Sat.run(args);
      return new Called(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The same, once it has ended with this code. */
  public Called ended(int expected) {
    assertEquals(expected, code, err);
    return this;
  }
}
