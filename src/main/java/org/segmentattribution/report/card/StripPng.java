package org.segmentattribution.report.card;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Resampler;

/**
 * Draws photographs side by side as a PNG: one segment of each keeps its colours, the rest is grey
 * and pale. There is no text in it, since fonts differ between machines.
 */
public final class StripPng {
  private static final int HEIGHT = 240;
  private static final int WIDEST = 480;
  private static final int GAP = 8;

  /** Share of the grey picture over white paper. */
  private static final double REST = 0.3;

  private StripPng() {}

  /**
   * Returns the bytes of a PNG, equal for equal pictures.
   *
   * @param pictures from left to right; at least one
   */
  public static byte[] draw(List<StripPicture> pictures) throws IOException {
    int[] widths = pictures.stream().mapToInt(p -> width(p.image())).toArray();
    int width = GAP * (widths.length - 1);
    for (int one : widths) {
      width += one;
    }
    BufferedImage strip = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_INT_RGB);
    fill(strip, 0, width);
    int left = 0;
    for (int i = 0; i < widths.length; i++) {
      draw(strip, left, widths[i], pictures.get(i));
      left += widths[i] + GAP;
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(strip, "png", png);
    return png.toByteArray();
  }

  private static int width(RgbImage image) {
    long fitting = Math.round((double) HEIGHT * image.width() / image.height());
    return (int) Math.max(1, Math.min(WIDEST, fitting));
  }

  private static void fill(BufferedImage strip, int from, int to) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = from; x < to; x++) {
        strip.setRGB(x, y, 0xffffff);
      }
    }
  }

  private static void draw(BufferedImage strip, int left, int width, StripPicture picture) {
    RgbImage shown = Resampler.resize(picture.image(), width, HEIGHT);
    RgbImage grey = shown.grey();
    Mask lit = picture.lit();
    for (int y = 0; y < HEIGHT; y++) {
      int row = (2 * y + 1) * lit.height() / (2 * HEIGHT);
      for (int x = 0; x < width; x++) {
        int column = (2 * x + 1) * lit.width() / (2 * width);
        strip.setRGB(left + x, y, lit.contains(column, row) ? rgb(shown, x, y) : pale(grey, x, y));
      }
    }
  }

  private static int rgb(RgbImage image, int x, int y) {
    return image.value(x, y, 0) << 16 | image.value(x, y, 1) << 8 | image.value(x, y, 2);
  }

  private static int pale(RgbImage grey, int x, int y) {
    int value = (int) Math.round(REST * grey.value(x, y, 0) + (1 - REST) * 255);
    return value << 16 | value << 8 | value;
  }
}
