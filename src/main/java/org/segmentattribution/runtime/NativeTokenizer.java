package org.segmentattribution.runtime;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Wraps the library's tokenizer. It is native code: a file that it cannot handle ends the process.
 */
final class NativeTokenizer implements AutoCloseable {
  /** Limits and padding are set by the contracts, whatever the file says. */
  private static final Map<String, String> OPTIONS =
      Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD");

  private final HuggingFaceTokenizer tokenizer;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Opens a {@code tokenizer.json}. */
  static NativeTokenizer open(Path file) throws IOException {
    return new NativeTokenizer(HuggingFaceTokenizer.newInstance(file, OPTIONS));
  }

  /** Returns the numbers of a text's tokens, including those at its beginning and end. */
  long[] encode(String text) {
    return tokenizer.encode(text).getIds();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
