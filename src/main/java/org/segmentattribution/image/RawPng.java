package org.segmentattribution.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads a PNG as stored (W3C PNG, section 11): palette and indices, samples of 1 to 16 bits, the
 * transparent value. ImageIO is given the pixel chunks only, because it scales grey of fewer than 8
 * bits when a value is transparent.
 */
public final class RawPng {
  private static final int SIGNATURE = 8;
  private static final int FRAME = 12; // bytes of length, type and checksum
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  private final int depth;
  private final int type;
  private final byte[] palette;
  private final byte[] transparent;
  private final byte[] pixels;
  private final int width;
  private final int height;

  private RawPng(ByteBuffer head, byte[] palette, byte[] transparent, byte[] pixels) {
    width = head.getInt(0);
    height = head.getInt(4);
    depth = head.get(8);
    type = head.get(9);
    this.palette = palette;
    this.transparent = transparent;
    this.pixels = pixels;
  }

  /**
   * Splits a whole file into its parts.
   *
   * @throws IOException with one line without the file's name, if the file is cut off
   */
  public static RawPng of(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, Math.min(SIGNATURE, file.length));
    byte[] palette = {};
    byte[] transparent = {};
    ByteBuffer head = null;
    String type = "";
    for (int at = SIGNATURE; !type.equals("IEND"); ) {
      int length = file.length - at < FRAME ? -1 : bytes.getInt(at);
      if (length < 0 || length > file.length - at - FRAME) {
        throw new IOException("it stops before its end");
      }
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      byte[] data = type.equals("IDAT") ? null : Arrays.copyOfRange(file, at + 8, at + 8 + length);
      switch (type) {
        case "IHDR" -> head = length == 13 ? ByteBuffer.wrap(data) : null;
        case "PLTE" -> palette = data;
        case "tRNS" -> transparent = data;
        default -> {}
      }
      if (PIXELS.contains(type)) {
        kept.write(file, at, length + FRAME);
      }
      at += length + FRAME;
    }
    if (head == null) {
      throw new IOException("it has no head");
    }
    return new RawPng(head, palette, transparent, kept.toByteArray());
  }

  /** Returns the width in pixels from the header; not yet checked. */
  public int width() {
    return width;
  }

  /** Returns the number of rows from the header; not yet checked. */
  public int height() {
    return height;
  }

  /**
   * Reads the pixels.
   *
   * @throws IOException if they are damaged; the decoder may then also throw a RuntimeException
   */
  public PixelSamples samples() throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try {
      reader.setInput(
          new MemoryCacheImageInputStream(new ByteArrayInputStream(pixels)), true, true);
      return samples(reader.read(0).getRaster());
    } finally {
      reader.dispose();
    }
  }

  private PixelSamples samples(Raster raster) throws IOException {
    boolean indexed = type == 3;
    PixelSampler sampler = new PixelSampler(width, height, indexed ? 255 : (1 << depth) - 1);
    int bands = raster.getNumBands();
    int[] row = new int[Math.multiplyExact(width, bands)];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        switch (type) {
          case 0 -> sampler.grey(row[at], isTransparent(row, at, 1) ? 0 : sampler.full());
          case 2 ->
              sampler.colour(
                  row[at],
                  row[at + 1],
                  row[at + 2],
                  isTransparent(row, at, 3) ? 0 : sampler.full());
          case 3 -> indexed(sampler, row[at]);
          case 4 -> sampler.grey(row[at], row[at + 1]);
          default -> sampler.colour(row[at], row[at + 1], row[at + 2], row[at + 3]);
        }
      }
    }
    return sampler.samples(false);
  }

  private void indexed(PixelSampler sampler, int index) throws IOException {
    if (3 * index + 3 > palette.length) {
      throw new IOException("the index " + index + " is not in its palette");
    }
    int alpha = index < transparent.length ? transparent[index] & 0xff : 255;
    sampler.index(index);
    sampler.colour(
        palette[3 * index] & 0xff,
        palette[3 * index + 1] & 0xff,
        palette[3 * index + 2] & 0xff,
        alpha);
  }

  private boolean isTransparent(int[] row, int at, int channels) {
    if (transparent.length < 2 * channels) {
      return false;
    }
    for (int i = 0; i < channels; i++) {
      int value = (transparent[2 * i] & 0xff) << 8 | transparent[2 * i + 1] & 0xff;
      if (row[at + i] != value) {
        return false;
      }
    }
    return true;
  }
}
