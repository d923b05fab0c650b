package org.segmentattribution.segmentation.onnx.fixed;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a model's metadata say of its classes: names, or none. */
class ClassNamesFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void namesOfClasses(FuzzedDataProvider data) {
    ClassLabels.literal(data.consumeRemainingAsString());
  }
}
