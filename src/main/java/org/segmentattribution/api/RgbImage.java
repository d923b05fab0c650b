package org.segmentattribution.api;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * An 8-bit sRGB picture.
 *
 * @param width pixels per row, at least 1
 * @param height rows, at least 1
 * @param rgb interleaved R, G, B, rows top to bottom: {@code height * width * 3} bytes, not copied
 */
public record RgbImage(int width, int height, byte[] rgb) {
  /**
   * Checks that the number of bytes fits the size.
   *
   * @param width pixels per row, at least 1
   * @param height rows, at least 1
   * @param rgb interleaved R, G, B, rows top to bottom: {@code height * width * 3} bytes, not
   *     copied
   */
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(width * 3, height)) {
      throw new IllegalArgumentException(
          "an image of " + width + "x" + height + " does not have " + rgb.length + " bytes");
    }
  }

  /**
   * {@return a black picture}
   *
   * @param width pixels per row
   * @param height rows
   */
  public static RgbImage black(int width, int height) {
    return new RgbImage(width, height, new byte[width * height * 3]);
  }

  /**
   * {@return the value of one channel, 0 to 255}
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @param channel 0 red, 1 green, 2 blue
   */
  public int value(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel] & 0xff;
  }

  /**
   * Sets one pixel.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @param red 0 to 255
   * @param green 0 to 255
   * @param blue 0 to 255
   */
  public void set(int x, int y, int red, int green, int blue) {
    int at = (y * width + x) * 3;
    rgb[at] = (byte) red;
    rgb[at + 1] = (byte) green;
    rgb[at + 2] = (byte) blue;
  }

  /**
   * {@return the picture in grey: three equal values for each pixel, the luma of ITU-R 601 in whole
   * numbers, as in Pillow's {@code convert("L")}}
   */
  public RgbImage grey() {
    byte[] grey = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      int red = rgb[i] & 0xff;
      int green = rgb[i + 1] & 0xff;
      int blue = rgb[i + 2] & 0xff;
      byte luma = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
      grey[i] = luma;
      grey[i + 1] = luma;
      grey[i + 2] = luma;
    }
    return new RgbImage(width, height, grey);
  }

  /** {@return the picture for {@code javax.imageio} and drawing} */
  public BufferedImage buffered() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return picture;
  }

  /** {@return a copy that shares no memory with this one} */
  public RgbImage copy() {
    return new RgbImage(width, height, rgb.clone());
  }
}
