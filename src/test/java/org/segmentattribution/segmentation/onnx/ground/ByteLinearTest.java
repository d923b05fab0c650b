package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

class ByteLinearTest {
  @Test
  void aHalfIsTheMeanOfFourPixelsAndTheOwnSizeStays() {
    RgbImage image = RgbImage.black(2, 2);
    image.set(0, 0, 0, 1, 10);
    image.set(1, 0, 1, 1, 10);
    image.set(0, 1, 0, 0, 10);
    image.set(1, 1, 1, 1, 10);
    RgbImage half = ByteLinear.resize(image, 1, 1);
    assertEquals(1, half.value(0, 0, 0));
    assertEquals(1, half.value(0, 0, 1));
    assertEquals(10, half.value(0, 0, 2));
    assertSame(image, ByteLinear.resize(image, 2, 2));
  }

  @Test
  void aConstantStaysConstantAtAllEdges() {
    RgbImage image = RgbImage.black(7, 5);
    for (int i = 0; i < image.rgb().length; i++) {
      image.rgb()[i] = (byte) 200;
    }
    RgbImage other = ByteLinear.resize(image, 16, 11);
    for (int y = 0; y < other.height(); y++) {
      for (int x = 0; x < other.width(); x++) {
        assertEquals(200, other.value(x, y, 1), 1);
      }
    }
  }
}
