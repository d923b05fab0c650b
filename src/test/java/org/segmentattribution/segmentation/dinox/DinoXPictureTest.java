package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

class DinoXPictureTest {
  private static final String START = "data:image/jpeg;base64,";

  /** Quarters in red, green, blue and grey come back as such. */
  @Test
  void coloursAndPlaces() throws IOException {
    RgbImage image = RgbImage.black(64, 32);
    int[][] colours = {{200, 30, 40}, {20, 180, 60}, {30, 50, 220}, {128, 128, 128}};
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 64; x++) {
        int[] c = colours[y / 16 * 2 + x / 32];
        image.set(x, y, c[0], c[1], c[2]);
      }
    }
    String uri = DinoXPicture.dataUri(image);
    assertTrue(uri.startsWith(START));
    byte[] bytes = Base64.getDecoder().decode(uri.substring(START.length()));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));
    assertEquals(64, read.getWidth());
    assertEquals(32, read.getHeight());
    for (int i = 0; i < 4; i++) {
      int rgb = read.getRGB(16 + i % 2 * 32, 8 + i / 2 * 16);
      for (int c = 0; c < 3; c++) {
        assertEquals(colours[i][c], rgb >> (16 - 8 * c) & 0xff, 4);
      }
    }
  }
}
