package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;

/**
 * Expected: Pillow 9.4, {@code Image.resize(size, BILINEAR)} of the same picture, pixels 0, 5, the
 * middle and the last, and the sum of each channel.
 */
class ResamplerTest {
  private static RgbImage picture() {
    RgbImage image = RgbImage.black(23, 17);
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 23; x++) {
        image.set(x, y, x * 37 + y * 11, x * x + y * 53, x * 5 + y * y * 3 + x * y);
      }
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({
    "9, 7, 48 52 11 120 158 85 156 101 105 174 153 142, 7938 7834 7501",
    "40, 31, 0 0 0 99 7 13 176 40 83 222 52 206, 156016 154175 147454",
    "23, 5, 17 81 11 202 106 44 200 124 115 205 172 157, 14474 14372 13773",
    "8, 17, 45 2 6 71 125 76 94 68 98 177 93 181, 17136 16854 16138"
  })
  void agreesWithPillow(int width, int height, String pixels, String sums) {
    RgbImage resized = Resampler.resize(picture(), width, height);
    int[] at = {0, 5, width * height / 2, width * height - 1};
    int[] expected = numbers(pixels);
    for (int i = 0; i < 12; i++) {
      int value = resized.value(at[i / 3] % width, at[i / 3] / width, i % 3);
      assertTrue(Math.abs(value - expected[i]) <= 1, "pixel " + at[i / 3] + ": " + value);
    }
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = c; i < resized.rgb().length; i += 3) {
        sum += resized.rgb()[i] & 0xff;
      }
      assertEquals(numbers(sums)[c], sum, 0.1 * width * height, "sum of channel " + c);
    }
  }

  @ParameterizedTest
  @CsvSource({"23, 17"})
  void leavesTheSameSizeAlone(int width, int height) {
    RgbImage image = picture();
    assertSame(image, Resampler.resize(image, width, height));
  }

  private static int[] numbers(String text) {
    return java.util.Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
