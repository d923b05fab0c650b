package org.segmentattribution.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/**
 * Whether the code in a TorchScript file may run, with bounds on its time and memory.
 *
 * @param given whether the user said that the file may run
 * @param sha256 of the only file that may, in 64 hexadecimal digits; empty = any
 * @param pass the longest that one pass may take
 * @param memory bytes that the whole process may hold during a pass; 0 = three quarters of the
 *     machine's
 */
public record ModelTrust(boolean given, String sha256, Duration pass, long memory) {
  /**
   * A pass of a network of usual size takes seconds; on a slow machine with a large one minutes.
   */
  public static final Duration PASS = Duration.ofMinutes(10);

  /** No code runs. */
  public static final ModelTrust NONE = new ModelTrust(false, "", PASS, 0);

  private static final int DIGITS = 64;

  /**
   * Checks the digits.
   *
   * @throws WrongInput where they are not those of a SHA-256
   */
  public ModelTrust {
    sha256 = sha256.strip().toLowerCase(Locale.ROOT);
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{" + DIGITS + "}")) {
      throw new WrongInput(
          "'" + sha256 + "' is no SHA-256, which has " + DIGITS + " hexadecimal digits");
    }
    if (pass.isNegative() || pass.isZero() || memory < 0) {
      throw new WrongInput("bounds of passes must be above 0");
    }
  }

  /**
   * Lets a file through, or not.
   *
   * @param found SHA-256 of the file
   * @throws WrongInput in one line that says why, and how it may be opened
   */
  public void require(Path file, String found) {
    if (!given) {
      throw WrongInput.of(
          "%s: TorchScript is code that can read, change and send files as you can, from the moment"
              + " it is opened; if you trust who made it, say so on the command line: {trust-model}"
              + " %s (this very file), or {trust-model} (whatever the file holds); ONNX and safetensors"
              + " run no code",
          file, found);
    }
    if (!sha256.isEmpty() && !sha256.equals(found)) {
      throw WrongInput.of(
          "%s: not the file that {trust-model} names: its SHA-256 is %s, not %s",
          file, found, sha256);
    }
  }
}
