package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.file.Sha256;

/** Expected: first 64 bits of the SHA-256 of the bytes that Pillow 13.0 makes of the picture. */
class InterpolationTest {
  private static RgbImage picture() {
    RgbImage image = RgbImage.black(23, 17);
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 23; x++) {
        image.set(x, y, x * 37 + y * 11, x * x + y * 53, x * 5 + y * y * 3 + x * y);
      }
    }
    return image;
  }

  private static String hash(RgbImage image) {
    return new Sha256().add(image.rgb()).hex().substring(0, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "BICUBIC, 9, 7, 0da7d85c37d33971",
    "BICUBIC, 40, 31, 127827fe065c3a28",
    "BICUBIC, 23, 5, 5531f56da4165b8a",
    "BICUBIC, 8, 17, 8e96c05b2f90e971",
    "BICUBIC, 1, 1, 61e6e3ad65fb9b97",
    "BICUBIC, 46, 34, 2851469f1b33638c",
    "BICUBIC, 7, 100, 828b7b6e95e1ec21",
    "NEAREST, 9, 7, 44513af04a10b6d9",
    "NEAREST, 40, 31, fbf7042b1fd6289a",
    "NEAREST, 23, 5, 2d627a4b38d43477",
    "NEAREST, 8, 17, 62c2f60f4ba4c415",
    "NEAREST, 1, 1, 9b5d3924ab08fec7",
    "NEAREST, 46, 34, bbd1e038a3e3e19e",
    "NEAREST, 7, 100, 02f175cb016b4455"
  })
  void givesThePixelsOfPillow(Interpolation how, int width, int height, String expected) {
    Placement whole = new Placement(width, height, 0, 0, width, height);
    assertEquals(expected, hash(Resizing.of(how).bytes(picture(), whole, false)));
  }

  @ParameterizedTest
  @EnumSource
  void aCropIsAPartOfTheWhole(Interpolation how) {
    Resizing resizing = Resizing.of(how);
    RgbImage whole = resizing.bytes(picture(), new Placement(40, 31, 0, 0, 40, 31), false);
    RgbImage part = resizing.bytes(picture(), new Placement(40, 31, 7, 5, 24, 20), false);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 24; x++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(whole.value(x + 7, y + 5, c), part.value(x, y, c));
        }
      }
    }
  }

  @Test
  void greyIsTheLumaOfPillow() {
    assertEquals("3d9f1f89dfce3225", hash(picture().grey()));
  }

  @Test
  void greyOfGreyIsTheSame() {
    RgbImage image = RgbImage.black(256, 1);
    for (int v = 0; v < 256; v++) {
      image.set(v, 0, v, v, v);
    }
    assertEquals(hash(image), hash(image.grey()));
  }
}
