package org.segmentattribution.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever is in a NumPy file: an array, or one line that says why not. */
class NpyFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void arrays(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".npy");
    try {
      Files.write(file, bytes);
      NpyFile.read(file);
    } catch (IOException e) {
      if (e.getMessage().lines().count() != 1) {
        throw new AssertionError("more than one line: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }
}
