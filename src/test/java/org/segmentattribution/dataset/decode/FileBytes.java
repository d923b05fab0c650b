package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Bytes of a file, put one behind the other. */
final class FileBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean little;

  private FileBytes(boolean little) {
    this.little = little;
  }

  static FileBytes little() {
    return new FileBytes(true);
  }

  static FileBytes big() {
    return new FileBytes(false);
  }

  FileBytes text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  FileBytes bytes(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  FileBytes all(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  FileBytes shorts(int... values) {
    for (int value : values) {
      all(number(2, value));
    }
    return this;
  }

  FileBytes ints(long... values) {
    for (long value : values) {
      all(number(4, value));
    }
    return this;
  }

  FileBytes longs(long... values) {
    for (long value : values) {
      all(number(8, value));
    }
    return this;
  }

  private byte[] number(int size, long value) {
    byte[] whole = ByteBuffer.allocate(8).order(order()).putLong(value).array();
    return little ? Arrays.copyOf(whole, size) : Arrays.copyOfRange(whole, 8 - size, 8);
  }

  private ByteOrder order() {
    return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** A chunk of a PNG file, with its length and checksum. */
  FileBytes chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
    crc.update(data);
    return ints(data.length).text(type).all(data).ints(crc.getValue());
  }

  byte[] done() {
    return out.toByteArray();
  }

  /** A TIFF directory of one tag, as cameras write how they were held. */
  static byte[] exif(int orientation) {
    return big()
        .text("MM")
        .shorts(42)
        .ints(8)
        .shorts(1, 0x0112, 3)
        .ints(1)
        .shorts(orientation, 0)
        .ints(0)
        .done();
  }

  /** Reads the head of a file. */
  @FunctionalInterface
  interface Reader {
    Encoded read(byte[] file) throws IOException;
  }

  /** The reason why a file is refused, which is one line. */
  static String refused(Reader reader, byte[] file) {
    String message = assertThrows(IOException.class, () -> reader.read(file)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
