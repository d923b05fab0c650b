package org.segmentattribution.command.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.quality.QualityLimits;

/** Which segmenters are asked again. */
class QualitySettingsTest {
  private static int tested(String stability, String segmenter) {
    return new QualitySettings(QualitySettings.images(stability), 1, "", QualityLimits.standard())
        .tested(SegmenterSpec.parse(segmenter));
  }

  @Test
  void modelsOfThisMachineAreTestedAndServicesOnlyOnRequest() {
    assertEquals(20, tested("auto", "onnx:clipseg"));
    assertEquals(20, tested("auto", "masks:photos+onnx:clipseg"));
    assertEquals(0, tested("auto", "dinox"), "each picture costs money");
    assertEquals(0, tested("auto", "onnx:clipseg+dinox"));
    assertEquals(7, tested("7", "dinox"));
    assertEquals(0, tested("0", "onnx:clipseg"));
    assertEquals(0, tested("7", "masks:photos+grid:3x3"), "files do not change with a picture");
  }

  @Test
  void aNumberOfImages() {
    for (String wrong : new String[] {"", "-1", "2.5", "all", "1000000000000"}) {
      assertThrows(WrongInput.class, () -> QualitySettings.images(wrong), wrong);
    }
  }
}
