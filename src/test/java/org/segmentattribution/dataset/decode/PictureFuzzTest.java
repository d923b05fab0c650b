package org.segmentattribution.dataset.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever is in an image file: pixels, or one line that says why not. */
class PictureFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void pictures(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".jpg");
    try {
      Files.write(file, bytes);
      new ImageDecoder().decode(file);
    } catch (IOException e) {
      if (e.getMessage().lines().count() != 1) {
        throw new AssertionError("more than one line: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }
}
