package org.segmentattribution.segmentation.coco;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.segmentattribution.segmentation.OneLine;
import org.segmentattribution.segmentation.pixels.RunLengths;

/** Whatever is in a compressed run-length text: a mask, or one line that says why not. */
class CompressedRunsFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void compressedRuns(FuzzedDataProvider data) {
    int width = data.consumeInt(1, 300);
    int height = data.consumeInt(1, 300);
    String text = data.consumeRemainingAsString();
    try {
      RunLengths.coco(text, width, height);
    } catch (IllegalArgumentException e) {
      OneLine.require(e);
    }
    try {
      RunLengths.dds(text, width, height);
    } catch (IllegalArgumentException e) {
      OneLine.require(e);
    }
  }
}
