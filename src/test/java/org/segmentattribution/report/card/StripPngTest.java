package org.segmentattribution.report.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

class StripPngTest {
  /** Red everywhere; the left half is lit. */
  private static StripPicture red(int width, int height) {
    RgbImage image = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.set(x, y, 200, 0, 0);
      }
    }
    return new StripPicture(image, Mask.of(width, height, (x, y) -> x < width / 2), "");
  }

  @Test
  void theSegmentKeepsItsColoursAndTheRestIsGreyAndPale() throws IOException {
    byte[] png = StripPng.draw(List.of(red(60, 60), red(30, 60)));
    BufferedImage strip = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(240 + 8 + 120, strip.getWidth());
    assertEquals(240, strip.getHeight());
    // luma of the red is 60
    int pale = (int) Math.round(0.3 * 60 + 0.7 * 255);
    for (int y : new int[] {0, 120, 239}) {
      assertEquals(0xffc80000, strip.getRGB(0, y));
      assertEquals(0xffc80000, strip.getRGB(119, y));
      assertEquals(0xff000000 | pale << 16 | pale << 8 | pale, strip.getRGB(120, y));
      assertEquals(0xffffffff, strip.getRGB(243, y), "between the pictures");
      assertEquals(0xffc80000, strip.getRGB(248, y));
      assertEquals(0xff000000 | pale << 16 | pale << 8 | pale, strip.getRGB(248 + 60, y));
    }
    assertArrayEquals(png, StripPng.draw(List.of(red(60, 60), red(30, 60))));
  }

  @Test
  void aPanoramaIsNoWiderThanTwoSquares() throws IOException {
    byte[] png = StripPng.draw(List.of(red(600, 10)));
    assertEquals(480, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    RgbImage image = RgbImage.black(4, 4);
    assertThrows(
        IllegalArgumentException.class, () -> new StripPicture(image, Mask.empty(4, 3), ""));
  }
}
