package org.segmentattribution.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.segmentattribution.api.PromptList;

/** Whatever is in a list of prompts: prompts, or one line that says why not. */
class PromptsFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void prompts(FuzzedDataProvider data) {
    try {
      PromptList.of(data.consumeRemainingAsString().lines().toList());
    } catch (IllegalArgumentException e) {
      OneLine.require(e);
    }
  }
}
