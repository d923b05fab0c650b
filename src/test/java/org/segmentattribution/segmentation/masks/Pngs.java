package org.segmentattribution.segmentation.masks;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.segmentattribution.api.RgbImage;

/** PNG files with given samples. */
public final class Pngs {
  private Pngs() {}

  public static RgbImage image(int width, int height) {
    return RgbImage.black(width, height);
  }

  /** 8-bit grey. */
  public static void grey(Path file, int[][] values) throws IOException {
    write(file, values, BufferedImage.TYPE_BYTE_GRAY);
  }

  /** 16-bit grey. */
  static void grey16(Path file, int[][] values) throws IOException {
    write(file, values, BufferedImage.TYPE_USHORT_GRAY);
  }

  /** 1 bit a pixel. */
  static void bits(Path file, int[][] values) throws IOException {
    write(file, values, BufferedImage.TYPE_BYTE_BINARY);
  }

  /** Colour and opacity; each value is 0xAARRGGBB. */
  public static void argb(Path file, int[][] values) throws IOException {
    BufferedImage image =
        new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        image.setRGB(x, y, values[y][x]);
      }
    }
    write(file, image);
  }

  /** 8-bit grey, every pixel half transparent. */
  static void greyAlpha(Path file, int[][] values) throws IOException {
    int width = values[0].length;
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, values.length, 2, null);
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, new int[] {values[y][x], 128});
      }
    }
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    write(file, new BufferedImage(model, raster, false, null));
  }

  /** 8-bit palette whose colours have nothing to do with the indices. */
  static void palette(Path file, int[][] indices) throws IOException {
    byte[] colours = new byte[256];
    for (int i = 0; i < 256; i++) {
      colours[i] = (byte) (255 - i * 3);
    }
    IndexColorModel model = new IndexColorModel(8, 256, colours, colours, colours);
    fill(
        file,
        indices,
        new BufferedImage(
            indices[0].length, indices.length, BufferedImage.TYPE_BYTE_INDEXED, model));
  }

  private static void write(Path file, int[][] values, int type) throws IOException {
    fill(file, values, new BufferedImage(values[0].length, values.length, type));
  }

  private static void fill(Path file, int[][] values, BufferedImage image) throws IOException {
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        raster.setSample(x, y, 0, values[y][x]);
      }
    }
    write(file, image);
  }

  private static void write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("no writer for " + file);
    }
  }
}
