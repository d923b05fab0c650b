package org.segmentattribution.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.segmentattribution.image.RgbImage;

/**
 * Whatever is in a mask file: a mask, or one of the errors that a file may give. Every build runs
 * the seeds; {@code JAZZER_FUZZ=1 mvn test -Dtest=MaskInputFuzzTest#NAME} goes on from them.
 */
class MaskInputFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void compressedRuns(FuzzedDataProvider data) {
    int width = data.consumeInt(1, 300);
    int height = data.consumeInt(1, 300);
    String text = data.consumeRemainingAsString();
    try {
      RunLengths.coco(text, width, height);
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
    try {
      RunLengths.dds(text, width, height);
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void plainRuns(FuzzedDataProvider data) {
    int width = data.consumeInt(1, 300);
    int height = data.consumeInt(1, 300);
    try {
      RunLengths.coco(data.consumeLongs(1000), width, height);
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void labelMaps(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("sat-fuzz");
    try {
      Files.write(folder.resolve("a.png"), bytes);
      Files.writeString(folder.resolve("names.txt"), "background\nperson\n");
      MaskFolder.open(folder).segment("a", RgbImage.black(8, 6));
    } catch (IOException e) {
      requireOneLine(e);
    } finally {
      for (String name : Arrays.asList("a.png", "names.txt", "")) {
        Files.delete(folder.resolve(name));
      }
    }
  }

  @FuzzTest(maxDuration = "2m")
  void cocoFiles(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("sat-fuzz", ".json");
    try {
      Files.write(file, bytes);
      CocoMasks.open(file).segment("train/a", RgbImage.black(30, 20));
    } catch (IOException e) {
      requireOneLine(e);
    } finally {
      Files.delete(file);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void namesOfClasses(FuzzedDataProvider data) {
    ClassLabels.literal(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "2m")
  void prompts(FuzzedDataProvider data) {
    try {
      PromptList.of(data.consumeRemainingAsString().lines().toList());
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
  }

  private static void requireOneLine(Exception e) {
    if (e.getMessage().lines().count() != 1) {
      throw new AssertionError("more than one line: " + e.getMessage(), e);
    }
  }
}
