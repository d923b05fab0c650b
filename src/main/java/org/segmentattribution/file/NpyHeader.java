package org.segmentattribution.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy file: type, order and shape of the values. Format versions 1 to 3; source:
 * NumPy enhancement proposal 1.
 *
 * @param type byte order and type of the values, such as {@code <f4}
 * @param fortran whether the first axis varies fastest
 * @param shape lengths of the axes; empty for a single value
 * @param offset bytes before the first value
 */
record NpyHeader(String type, boolean fortran, int[] shape, int offset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^'\\p{Cntrl}]*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
  private static final Pattern KNOWN = Pattern.compile("[<>|=](f[248]|[iu][1248]|b1)");

  /** Reads the header from a file's bytes (little endian). */
  static NpyHeader parse(ByteBuffer file) throws IOException {
    if (file.limit() < 10) {
      throw new IOException("is too short for a NumPy file");
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (file.get(i) != MAGIC[i]) {
        throw new IOException("is not a NumPy file; write it with numpy.save");
      }
    }
    int version = file.get(6);
    if (version < 1 || version > 3 || version > 1 && file.limit() < 12) {
      throw new IOException("has NumPy format version " + version + "; 1 to 3 are read");
    }
    int start = version == 1 ? 10 : 12;
    long length = version == 1 ? file.getShort(8) & 0xffff : file.getInt(8) & 0xffffffffL;
    if (length > file.limit() - start) {
      throw new IOException("ends within its header");
    }
    byte[] text = new byte[(int) length];
    file.get(start, text);
    return fields(new String(text, StandardCharsets.UTF_8), start + text.length);
  }

  private static NpyHeader fields(String text, int offset) throws IOException {
    String type = field(TYPE, text);
    if (!KNOWN.matcher(type).matches()) {
      throw new IOException("holds values of type " + type + "; save it as float32");
    }
    String lengths = field(SHAPE, text).replaceAll("\\s", "");
    int[] shape = new int[lengths.isEmpty() ? 0 : lengths.split(",").length];
    try {
      for (int i = 0; i < shape.length; i++) {
        shape[i] = Integer.parseInt(lengths.split(",")[i]);
      }
    } catch (NumberFormatException e) {
      throw new IOException("has an axis that is too long: (" + lengths + ")", e);
    }
    return new NpyHeader(type, field(ORDER, text).equals("True"), shape, offset);
  }

  private static String field(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("has a header that can't be read; write it with numpy.save");
    }
    return matcher.group(1);
  }

  /** Returns the number of bytes of one value. */
  int width() {
    return type.charAt(2) - '0';
  }

  /**
   * Returns the byte order of a value; NumPy writes {@code =} for the order of its own machine,
   * which is little endian.
   */
  ByteOrder order() {
    return type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** Returns the value at an index, counted from 0. */
  float value(ByteBuffer bytes, int i) {
    int at = offset + i * width();
    return switch (type.substring(1)) {
      case "f2" -> half(bytes.getShort(at));
      case "f4" -> bytes.getFloat(at);
      case "f8" -> (float) bytes.getDouble(at);
      case "i1" -> bytes.get(at);
      case "u1", "b1" -> bytes.get(at) & 0xff;
      case "i2" -> bytes.getShort(at);
      case "u2" -> bytes.getShort(at) & 0xffff;
      case "i4" -> bytes.getInt(at);
      case "u4" -> bytes.getInt(at) & 0xffffffffL;
      case "i8" -> bytes.getLong(at);
      default -> unsigned(bytes.getLong(at));
    };
  }

  private static float unsigned(long bits) {
    return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
  }

  /** Converts IEEE 754 binary16 to float. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float value =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
    return bits < 0 ? -value : value;
  }

  /** Returns the number of values, after checking it against the file's length. */
  int count(long fileLength) throws IOException {
    long held = (fileLength - offset) / width();
    long count = 1;
    for (int length : shape) {
      // an axis of 0 empties the array whatever the others say; the clamp keeps the product in
      // range
      count = Math.min(count * length, 1L << 31);
    }
    if (count * width() != fileLength - offset) {
      throw new IOException("says it holds " + count + " values, but its length is for " + held);
    }
    return (int) count;
  }
}
