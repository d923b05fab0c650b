package org.segmentattribution.segmentation.pixels;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.segmentattribution.segmentation.OneLine;

/** Whatever run lengths are given: a mask, or one line that says why not. */
class PlainRunsFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void plainRuns(FuzzedDataProvider data) {
    int width = data.consumeInt(1, 300);
    int height = data.consumeInt(1, 300);
    try {
      RunLengths.coco(data.consumeLongs(1000), width, height);
    } catch (IllegalArgumentException e) {
      OneLine.require(e);
    }
  }
}
