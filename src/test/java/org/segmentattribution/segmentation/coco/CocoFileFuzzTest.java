package org.segmentattribution.segmentation.coco;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.OneLine;

/** Whatever is in a COCO file: masks, or one line that says why not. */
class CocoFileFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void cocoFiles(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".json");
    try {
      Files.write(file, bytes);
      CocoMasks.open(file).segment("train/a", RgbImage.black(30, 20));
    } catch (IOException e) {
      OneLine.require(e);
    } finally {
      Files.delete(file);
    }
  }
}
