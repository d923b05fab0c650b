package org.segmentattribution.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Opens a tokenizer and gives it texts in a separate process: native code that fails ends its
 * process, and Java cannot prevent that.
 */
final class TokenizerTrial {
  private static final int SECONDS = 60;

  private TokenizerTrial() {}

  /**
   * Tries texts.
   *
   * @throws IOException in one line that names the file, where the process fails
   */
  static void run(Path file, List<String> texts) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                TokenizerTrial.class.getName(),
                file.toAbsolutePath().toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      send(process, texts);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw refusal(file, "takes longer than " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw refusal(file, "ended a trial with exit code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal(file, "was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void send(Process process, List<String> texts) {
    try (OutputStream out = process.getOutputStream()) {
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(
            (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // it has already ended; its exit code says more
    }
  }

  private static IOException refusal(Path file, String what) {
    return new IOException(
        file
            + ": its native code "
            + what
            + " on these prompts; it has parts or regular expressions beyond those of CLIP, BERT"
            + " and byte-level tokenizers: other prompts, or the model's own tokenizer.json");
  }

  /**
   * Runs in the separate process; takes a tokenizer's file, and texts in base64 on standard input.
   */
  public static void main(String[] args) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      List<String> texts = in.lines().map(TokenizerTrial::decoded).toList();
      try (NativeTokenizer tokenizer = NativeTokenizer.open(Path.of(args[0]))) {
        texts.forEach(tokenizer::encode);
      }
    }
  }

  private static String decoded(String line) {
    return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
  }
}
