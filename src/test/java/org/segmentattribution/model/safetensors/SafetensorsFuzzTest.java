package org.segmentattribution.model.safetensors;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever is in a safetensors file: weights, or one line that says why not. */
class SafetensorsFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void weights(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".safetensors");
    try {
      Files.write(file, bytes);
      SafetensorsFile.open(file);
    } catch (IllegalArgumentException e) {
      if (e.getMessage().lines().count() != 1) {
        throw new AssertionError("more than one line: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }
}
