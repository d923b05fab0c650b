package org.segmentattribution.dataset.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the headers of a Windows or OS/2 bitmap: finds its size and whether all its pixels are
 * there.
 */
final class BmpHeader {
  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;
  private static final int RGB = 0;
  private static final int BIT_FIELDS = 3;
  private static final int ALPHA_BIT_FIELDS = 6;

  private BmpHeader() {}

  /** Reads a whole file that starts as a BMP does. */
  static Encoded read(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean core = bytes.getInt(FILE_HEADER) == CORE;
    if (file.length < FILE_HEADER + bytes.getInt(FILE_HEADER)) {
      throw new IOException("truncated BMP: it stops within its header");
    }
    long width = core ? bytes.getShort(18) & 0xffff : bytes.getInt(18);
    long height = core ? bytes.getShort(20) & 0xffff : Math.abs((long) bytes.getInt(22));
    if (width <= 0 || height <= 0 || height > Integer.MAX_VALUE) {
      throw new IOException("broken BMP: its size is " + width + "x" + height);
    }
    int bits = bytes.getShort(core ? 24 : 28);
    int compression = core || bytes.getInt(FILE_HEADER) < 20 ? RGB : bytes.getInt(30);
    if (compression == RGB || compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS) {
      long row = (width * bits + 31) / 32 * 4;
      if ((bytes.getInt(10) & 0xffffffffL) + (double) row * height > file.length) {
        throw new IOException("truncated BMP: it stops before its last row");
      }
    } else if (compression > 2) {
      throw new IOException("a BMP with a JPEG or PNG inside is not supported; save it as PNG");
    }
    return new Encoded((int) width, (int) height, Encoded.Inks.NONE, Orientation.UPRIGHT, file);
  }
}
