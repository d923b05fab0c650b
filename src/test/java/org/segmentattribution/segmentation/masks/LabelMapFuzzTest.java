package org.segmentattribution.segmentation.masks;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.OneLine;

/** Whatever is in a label map: masks, or one line that says why not. */
class LabelMapFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void labelMaps(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("sat-fuzz");
    try {
      Files.write(folder.resolve("a.png"), bytes);
      Files.writeString(folder.resolve("names.txt"), "background\nperson\n");
      MaskFolder.open(folder).segment("a", RgbImage.black(8, 6));
    } catch (IOException e) {
      OneLine.require(e);
    } finally {
      for (String name : Arrays.asList("a.png", "names.txt", "")) {
        Files.delete(folder.resolve(name));
      }
    }
  }
}
