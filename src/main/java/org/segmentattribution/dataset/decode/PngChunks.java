package org.segmentattribution.dataset.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file (W3C PNG, section 5): finds its size and EXIF block, checks the
 * checksums of what the pixels need and that there is an end, and leaves out the rest.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int FRAME = 12; // length, type and checksum

  private PngChunks() {}

  /** Takes a whole file that starts as a PNG does. */
  static Encoded read(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    ByteArrayOutputStream essence = new ByteArrayOutputStream(file.length);
    essence.write(file, 0, SIGNATURE);
    byte[] exif = {};
    String more = "";
    int at = SIGNATURE;
    String type;
    do {
      int length = file.length - at < FRAME ? Integer.MAX_VALUE : bytes.getInt(at);
      if (length < 0) {
        throw new IOException("broken PNG: a chunk of negative length");
      }
      if (length > file.length - at - FRAME) {
        throw new IOException("truncated PNG: it stops before its IEND chunk");
      }
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("IHDR") != (at == SIGNATURE)) {
        throw new IOException("broken PNG: its first chunk, and no other, must be IHDR");
      }
      if (ESSENTIAL.contains(type)) {
        check(file, at + 4, length + 4, bytes.getInt(at + 8 + length), type);
        essence.write(file, at, length + FRAME);
      } else if (Character.isUpperCase(type.charAt(0))) {
        throw new IOException("broken PNG: unknown critical chunk \"" + type + "\"");
      } else if (type.equals("eXIf")) {
        exif = Arrays.copyOfRange(file, at + 8, at + 8 + length);
      } else if (type.equals("acTL")) {
        more = "an animated PNG";
      }
      at += length + FRAME;
    } while (!type.equals("IEND"));
    int width = bytes.getInt(SIGNATURE + 8);
    int height = bytes.getInt(SIGNATURE + 12);
    if (width <= 0 || height <= 0) {
      throw new IOException("broken PNG: its size is " + width + "x" + height);
    }
    return new Encoded(
        width,
        height,
        Encoded.Colours.PLAIN,
        Orientation.of(exif),
        essence.toByteArray(),
        new Encoded.Frame(0, 0, width, height, Encoded.Frame.WHITE),
        more);
  }

  private static void check(byte[] file, int from, int length, int checksum, String type)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(file, from, length);
    if ((int) crc.getValue() != checksum) {
      throw new IOException("broken PNG: the checksum of its " + type + " chunk is wrong");
    }
  }
}
