package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;

class PictureSidesTest {
  /** A picture of 500 by 375, whose shorter side becomes 512, so that the longer one is 682. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "size_divisor; MaskFormer; 704",
        "size_divisibility; MaskFormer; 704",
        "size_divisibility; ''; 672",
        "size_divisibility; Image; 672",
        "nothing; ''; 682"
      })
  void roundsAsTheProcessorDoes(String key, String type, int width) throws IOException {
    var config =
        new ObjectMapper()
            .readTree(
                "{'size': {'shortest_edge': 512}, 'KEY': 32}"
                    .replace("KEY", key)
                    .replace('\'', '"'));
    PictureSides sides = PictureSides.of(config, -1, -1, 320, type);
    assertArrayEquals(new int[] {width, 512}, sides.of(RgbImage.black(500, 375)));
  }
}
