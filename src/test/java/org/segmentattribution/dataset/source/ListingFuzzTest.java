package org.segmentattribution.dataset.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;

/** Whatever is in a CSV of images: a listing, or one line that says why not. */
class ListingFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void listings(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".csv");
    try {
      Files.write(file, bytes);
      ImageSources.open(file);
    } catch (IOException | WrongInput e) {
      if (e.getMessage().lines().count() != 1) {
        throw new AssertionError("more than one line: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }
}
