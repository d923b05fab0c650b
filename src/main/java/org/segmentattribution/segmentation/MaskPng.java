package org.segmentattribution.segmentation;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.segmentattribution.image.Mask;

/**
 * A PNG whose samples mean something other than colours. Samples are read as they are stored:
 * palette indices rather than the palette's colours, 16 bits where there are 16.
 */
final class MaskPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final BufferedImage image;

  private MaskPng(BufferedImage image) {
    this.image = image;
  }

  /**
   * Reads a file, once its size is known to be right.
   *
   * @throws IOException naming the file, where it is no PNG, damaged or not width x height
   */
  static MaskPng read(Path file, int width, int height) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      bytes.mark(SIGNATURE.length);
      if (!Arrays.equals(bytes.readNBytes(SIGNATURE.length), SIGNATURE)) {
        throw new IOException(file + " is not a PNG");
      }
      bytes.reset();
      ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
      try (ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
        return read(reader, in, file, width, height);
      } finally {
        reader.dispose();
      }
    }
  }

  private static MaskPng read(
      ImageReader reader, ImageInputStream in, Path file, int width, int height)
      throws IOException {
    int maskWidth;
    int maskHeight;
    BufferedImage image;
    try {
      reader.setInput(in, true, true);
      maskWidth = reader.getWidth(0);
      maskHeight = reader.getHeight(0);
      boolean fits = maskWidth == width && maskHeight == height;
      image = fits ? reader.read(0) : null;
    } catch (IOException | RuntimeException e) {
      // the decoder throws either, whichever the damage leads to
      throw new IOException(file + " is a damaged PNG: " + e.getMessage(), e);
    }
    if (image == null) {
      throw new IOException(
          "%s is %dx%d, but its image is %dx%d"
              .formatted(file, maskWidth, maskHeight, width, height));
    }
    return new MaskPng(image);
  }

  /** Whether a pixel is one number: grey or palette; transparency does not count. */
  boolean hasOneValue() {
    return image.getRaster().getNumBands() <= 2;
  }

  /** The stored value of every pixel of a {@link #hasOneValue one-valued} file, row by row. */
  int[] values() {
    Raster raster = image.getRaster();
    return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
  }

  /**
   * The file as one mask. Palette or fewer than 8 bits: every value but 0. Grey or colour: the
   * brightest channel is at least half of the full scale, which cuts smoothed edges in the middle;
   * where no pixel gets there (values such as 0 and 1), any that is not 0; transparent pixels are
   * left out.
   */
  Mask mask() {
    Raster raster = image.getRaster();
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    int bits = image.getSampleModel().getSampleSize(0);
    int[] brightness = brightness(raster, 1 << (bits - 1));
    int threshold = palette ? 1 : threshold(brightness, 1 << (bits - 1));
    int width = raster.getWidth();
    return Mask.of(width, raster.getHeight(), (x, y) -> brightness[y * width + x] >= threshold);
  }

  private int[] brightness(Raster raster, int half) {
    int bands = raster.getNumBands();
    int colours = image.getColorModel().hasAlpha() && bands > 1 ? bands - 1 : bands;
    int width = raster.getWidth();
    int[] brightest = new int[Math.multiplyExact(width, raster.getHeight())];
    int[] pixel = new int[bands];
    for (int i = 0; i < brightest.length; i++) {
      raster.getPixel(i % width, i / width, pixel);
      for (int band = 0; band < colours; band++) {
        brightest[i] = Math.max(brightest[i], pixel[band]);
      }
      if (colours < bands && pixel[colours] < half) {
        brightest[i] = 0;
      }
    }
    return brightest;
  }

  private static int threshold(int[] brightness, int half) {
    for (int value : brightness) {
      if (value >= half) {
        return half;
      }
    }
    return 1;
  }
}
