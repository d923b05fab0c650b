package org.segmentattribution.dataset.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the chunks of a WebP file (RFC 9649): finds its size, EXIF block and first frame, and makes
 * a file of that frame alone.
 */
final class WebpChunks {
  private static final int HEADER = 12;
  private static final int CHUNK = 8;
  private static final int ALPHA = 0x10;

  private final ByteBuffer file;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private boolean extended;
  private boolean alpha;
  private boolean whole;
  private int width;
  private int height;
  private Encoded.Frame frame;
  private int frames;
  private byte[] exif = {};

  private WebpChunks(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes a whole file that starts as a WebP does. */
  static Encoded read(byte[] file) throws IOException {
    return new WebpChunks(file).walk();
  }

  private Encoded walk() throws IOException {
    long said = CHUNK + (file.getInt(4) & 0xffffffffL);
    if (said > file.limit()) {
      throw truncated();
    }
    int at = HEADER;
    int end = (int) said;
    while (at + CHUNK <= end) {
      int length = length(at, end);
      chunk(at, length);
      at += CHUNK + length + (length & 1);
    }
    if (!whole) {
      throw new IOException("broken WebP: it holds no picture");
    }
    return new Encoded(
        width,
        height,
        Encoded.Colours.PLAIN,
        Orientation.of(exif),
        still(),
        frame,
        frames > 1 ? "an animated WebP" : "");
  }

  private void chunk(int at, int length) throws IOException {
    switch (name(at)) {
      case "VP8X" -> {
        requireLength(length, 10);
        extended = true;
        width = 1 + number24(at + 12);
        height = 1 + number24(at + 15);
        frame = whole(width, height);
      }
      case "ANMF" -> {
        requireLength(length, 16);
        frames++;
        if (frames == 1) {
          animated(at + CHUNK, length);
        }
      }
      case "EXIF" -> {
        int from = at + CHUNK;
        boolean prefixed = length >= 6 && text(from, 4).equals("Exif"); // as some writers leave it
        exif = Arrays.copyOfRange(file.array(), prefixed ? from + 6 : from, from + length);
      }
      default -> data(at, length);
    }
  }

  private static Encoded.Frame whole(int width, int height) {
    return new Encoded.Frame(0, 0, width, height, Encoded.Frame.WHITE);
  }

  private void animated(int at, int length) throws IOException {
    frame =
        new Encoded.Frame(
            2 * number24(at),
            2 * number24(at + 3),
            1 + number24(at + 6),
            1 + number24(at + 9),
            Encoded.Frame.WHITE);
    if (frame.x() + frame.width() > width || frame.y() + frame.height() > height) {
      throw new IOException("broken WebP: its first frame stands outside of its canvas");
    }
    int end = at + length;
    for (int inner = at + 16; inner + CHUNK <= end; ) {
      int size = length(inner, end);
      data(inner, size);
      inner += CHUNK + size + (size & 1);
    }
  }

  /** The first picture's own chunks; whatever else there is means nothing to its pixels. */
  private void data(int at, int length) throws IOException {
    String name = name(at);
    if (whole || !(name.equals("ALPH") || name.equals("VP8 ") || name.equals("VP8L"))) {
      return;
    }
    if (name.equals("ALPH")) {
      alpha = true;
    } else {
      requireSize(at + CHUNK, length, name.equals("VP8L"));
      whole = true;
    }
    pixels.write(file.array(), at, CHUNK + length);
    if ((length & 1) == 1) {
      pixels.write(0);
    }
  }

  /** What the coded picture claims, which must be what the file claims: buffers are made of it. */
  private void requireSize(int at, int length, boolean lossless) throws IOException {
    requireLength(length, lossless ? 5 : 10);
    int columns;
    int rows;
    if (lossless) {
      int bits = file.getInt(at + 1);
      columns = 1 + (bits & 0x3fff);
      rows = 1 + (bits >> 14 & 0x3fff);
    } else {
      columns = file.getShort(at + 6) & 0x3fff;
      rows = file.getShort(at + 8) & 0x3fff;
    }
    if (!extended) {
      width = columns;
      height = rows;
      frame = whole(width, height);
    }
    if (columns == 0 || rows == 0 || columns != frame.width() || rows != frame.height()) {
      throw new IOException("broken WebP: its size is " + columns + "x" + rows);
    }
  }

  /** A file of the first frame. */
  private byte[] still() {
    int header = alpha ? CHUNK + 10 : 0;
    ByteBuffer out =
        ByteBuffer.allocate(HEADER + header + pixels.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(4 + header + pixels.size()).put(ascii("WEBP"));
    if (alpha) {
      out.put(ascii("VP8X")).putInt(10).putInt(ALPHA);
      put24(out, frame.width() - 1);
      put24(out, frame.height() - 1);
    }
    return out.put(pixels.toByteArray()).array();
  }

  private static void put24(ByteBuffer out, int value) {
    out.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private int length(int at, int end) throws IOException {
    int length = file.getInt(at + 4);
    if (length < 0 || length > end - at - CHUNK) {
      throw truncated();
    }
    return length;
  }

  private static void requireLength(int length, int least) throws IOException {
    if (length < least) {
      throw new IOException("broken WebP: a chunk is too short");
    }
  }

  private int number24(int at) {
    return file.getShort(at) & 0xffff | (file.get(at + 2) & 0xff) << 16;
  }

  private String name(int at) {
    return text(at, 4);
  }

  private String text(int at, int length) {
    return new String(file.array(), at, length, StandardCharsets.ISO_8859_1);
  }

  private static IOException truncated() {
    return new IOException("truncated WebP: it stops before its end");
  }
}
