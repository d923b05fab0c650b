package org.segmentattribution.segmentation.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.segmentattribution.image.PixelSampler;
import org.segmentattribution.image.PixelSamples;
import org.segmentattribution.image.RawPng;

/** Reads the samples of a mask file as they are stored: they mean something other than colours. */
public final class MaskFile {
  private static final long MOST_BYTES = 256L << 20;

  /** Black and white that was saved as colours comes back this far from grey. */
  private static final int MOST_TINT = 32;

  private MaskFile() {}

  /**
   * Reads a file, once its size is known to be right.
   *
   * @throws IOException naming the file, where it is no picture that can be read, damaged or not
   *     width x height
   */
  public static PixelSamples read(Path file, int width, int height) throws IOException {
    MaskFormat format = MaskFormat.of(file);
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than 256 MiB");
    }
    return switch (format) {
      case PNG -> png(file, width, height);
      case NUMPY -> NpyMask.read(file, width, height);
      case OTHER -> throw new IOException(file + " is not a PNG");
      default -> other(file, format, width, height);
    };
  }

  /** A PNG and nothing else. */
  public static PixelSamples readPng(Path file, int width, int height) throws IOException {
    MaskFormat format = MaskFormat.of(file);
    if (format == MaskFormat.JPEG) {
      throw new IOException(file + " is a JPEG, which changes values: save the numbers as PNG");
    }
    if (format != MaskFormat.PNG) {
      throw new IOException(file + " is not a PNG");
    }
    return read(file, width, height);
  }

  private static PixelSamples png(Path file, int width, int height) throws IOException {
    RawPng png;
    try {
      png = RawPng.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw damaged(file, MaskFormat.PNG, e);
    }
    MaskSize.require(file, png.width(), png.height(), width, height);
    try {
      return png.samples();
    } catch (IOException | RuntimeException e) {
      // the decoder throws either, whichever the damage leads to
      throw damaged(file, MaskFormat.PNG, e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, e);
    }
  }

  private static PixelSamples other(Path file, MaskFormat format, int width, int height)
      throws IOException {
    String name = format.shown();
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name);
    if (!readers.hasNext()) {
      throw new IOException(file + " is a " + name + ", which is not read as a mask: save a PNG");
    }
    ImageReader reader = readers.next();
    while (readers.hasNext() && !reader.getClass().getName().startsWith("com.sun.")) {
      reader = readers.next();
    }
    BufferedImage image;
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      reader.setInput(in);
      MaskSize.require(file, reader.getWidth(0), reader.getHeight(0), width, height);
      if (reader.getNumImages(true) > 1) {
        throw new UnusableMask(file + " holds several pictures: save the mask as a PNG");
      }
      image = reader.read(0);
    } catch (UnusableMask e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(file, format, e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, e);
    } finally {
      reader.dispose();
    }
    return samples(file, image, MaskFormat.isLossy(file));
  }

  /** Raw samples: Java would brighten grey on its way to RGB. */
  private static PixelSamples samples(Path file, BufferedImage image, boolean lossy)
      throws IOException {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int bands = raster.getNumBands();
    int depth = raster.getSampleModel().getSampleSize(0);
    boolean whole =
        raster.getTransferType() == DataBuffer.TYPE_BYTE
            || raster.getTransferType() == DataBuffer.TYPE_USHORT
            || raster.getTransferType() == DataBuffer.TYPE_INT && depth == 8;
    int space = model.getColorSpace().getType();
    boolean indexed = model instanceof IndexColorModel;
    boolean grey = space == ColorSpace.TYPE_GRAY && bands <= 2;
    boolean colours = space == ColorSpace.TYPE_RGB && (bands == 3 || bands == 4);
    if (!whole || model.isAlphaPremultiplied() || !indexed && !grey && !colours) {
      throw new UnusableMask(
          file + " holds samples of an unusual kind: save it as a PNG of 8 or 16 bits");
    }
    PixelSampler sampler =
        new PixelSampler(image.getWidth(), image.getHeight(), indexed ? 255 : (1 << depth) - 1);
    int[] pixel = new int[bands];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        raster.getPixel(x, y, pixel);
        if (indexed) {
          int colour = model.getRGB(pixel[0]);
          sampler.index(pixel[0]);
          sampler.colour(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff, colour >>> 24);
        } else if (grey) {
          sampler.grey(pixel[0], bands == 2 ? pixel[1] : sampler.full());
        } else {
          int most = Math.max(pixel[0], Math.max(pixel[1], pixel[2]));
          int least = Math.min(pixel[0], Math.min(pixel[1], pixel[2]));
          int opacity = bands == 4 ? pixel[3] : sampler.full();
          if (lossy && most - least <= MOST_TINT) {
            sampler.grey((pixel[0] + pixel[1] + pixel[2]) / 3, opacity);
          } else {
            sampler.colour(pixel[0], pixel[1], pixel[2], opacity);
          }
        }
      }
    }
    return sampler.samples(lossy);
  }

  /** A head may claim any size of its parts. */
  private static IOException tooLarge(Path file, OutOfMemoryError e) {
    return new IOException(file + " is too large for the memory of this program (java -Xmx)", e);
  }

  private static IOException damaged(Path file, MaskFormat format, Exception e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e instanceof UnusableMask
        ? (UnusableMask) e
        : new IOException(file + " is a damaged " + format.shown() + ": " + reason, e);
  }
}
