package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;

class TensorResizeTest {
  /** Sums of all bytes that torchvision 0.29 makes of one picture, with torch 2.15 (AVX2). */
  @ParameterizedTest
  @CsvSource({
    "NEAREST, 41, 12, aadfe3e2",
    "NEAREST, 485, 40, 1672cb52",
    "NEAREST, 166, 13, 321744b1",
    "BILINEAR, 41, 12, 14f83061",
    "BILINEAR, 485, 40, 1fd0be28",
    "BILINEAR, 166, 13, c9aa993e",
    "BICUBIC, 41, 12, 353cf76d",
    "BICUBIC, 485, 40, b2f07c69",
    "BICUBIC, 166, 13, 1d787ddd",
    "LANCZOS, 41, 12, a2e99d87",
    "LANCZOS, 485, 40, dbb083ec",
    "LANCZOS, 166, 13, 2f0377f2"
  })
  void makesTheBytesOfTorchvision(Interpolation how, int width, int height, String expected) {
    RgbImage image = RgbImage.black(166, 29);
    for (int y = 0; y < 29; y++) {
      for (int x = 0; x < 166; x++) {
        int level = x * 37 + y * 61 + x * y * 13;
        image.set(x, y, level & 255, level + 29 & 255, level + 58 & 255);
      }
    }
    CRC32 sum = new CRC32();
    sum.update(TensorResize.resize(image, width, height, how).rgb());
    assertEquals(expected, "%08x".formatted(sum.getValue()));
  }

  /** Half-way between two pixels, single precision and the order of its steps decide. */
  @ParameterizedTest
  @CsvSource({"47, 0", "48, 1", "49, 1"})
  void nearestTakesThePixelThatPyTorchTakes(int column, int expected) {
    RgbImage image = RgbImage.black(10, 1);
    for (int x = 0; x < 10; x++) {
      image.set(x, 0, x, x, x);
    }
    RgbImage wide = TensorResize.resize(image, 485, 2, Interpolation.NEAREST);
    assertEquals(expected, wide.value(column, 0, 0));
  }
}
