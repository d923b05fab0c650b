package org.segmentattribution.report.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

class HeatmapPngTest {
  private static HeatmapPicture random(int side, boolean photo) {
    float[] values = new float[side * side];
    Random random = new Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    RgbImage picture = RgbImage.black(side, side);
    random.nextBytes(picture.rgb());
    return new HeatmapPicture(
        "lrp-z, squeezenet",
        "target zebra, logit 12.3",
        side,
        side,
        values,
        photo ? picture : null);
  }

  @Test
  void smallMapsGrowByAWholeFactorAndBytesRepeat() throws IOException {
    byte[] png = HeatmapPng.draw(List.of(random(32, true), random(32, false)));
    assertArrayEquals(png, HeatmapPng.draw(List.of(random(32, true), random(32, false))));
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(12 + 2 * (44 + 224 + 12), sheet.getHeight());
    assertEquals(sheet.getRGB(12, 56), sheet.getRGB(12 + 6, 56 + 6));
  }

  @Test
  void signsAreBlueAndOrangeAndZeroIsPale() throws IOException {
    float[] values = {1, -1, 0, 0};
    byte[] png = HeatmapPng.draw(List.of(new HeatmapPicture("t", "", 2, 2, values, null)));
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(0xff1a5fa6, sheet.getRGB(12, 56));
    assertEquals(0xffc85a0a, sheet.getRGB(12 + 112, 56));
    assertEquals(0xfffafafa, sheet.getRGB(12, 56 + 112));
  }

  @Test
  void aPhotographOfAnotherSizeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeatmapPicture("t", "", 1, 1, new float[1], RgbImage.black(2, 1)));
  }
}
