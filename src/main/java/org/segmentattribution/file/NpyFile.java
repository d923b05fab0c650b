package org.segmentattribution.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array in NumPy's file format, for exchanging attributions and maps with other programs.
 *
 * @param shape lengths of the axes, slowest first (C order); not copied
 * @param values one for each element of the shape; not copied
 */
public record NpyFile(int[] shape, float[] values) {
  /** Checks that the number of values fits the shape. */
  public NpyFile {
    int count = 1;
    for (int length : shape) {
      count = Math.multiplyExact(count, length);
    }
    if (count != values.length) {
      throw new IllegalArgumentException(
          "an array of " + Arrays.toString(shape) + " does not have " + values.length + " values");
    }
  }

  /**
   * Reads 16, 32 and 64 bit floats (rounded to float32), whole numbers and truth values, in either
   * byte order and either order of axes; also an archive ({@code .npz}) of one array.
   *
   * @throws IOException with one line that names the file, also if its header and its length
   *     disagree
   */
  public static NpyFile read(Path file) throws IOException {
    if (Files.size(file) > Integer.MAX_VALUE - 8) {
      throw new IOException(file + " is larger than 2 GB; split it");
    }
    try {
      byte[] content = Files.readAllBytes(file);
      byte[] array = NpzArchive.is(content) ? NpzArchive.only(content) : content;
      ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
      NpyHeader header = NpyHeader.parse(bytes);
      float[] values = new float[header.count(bytes.limit())];
      bytes.order(header.order());
      for (int i = 0; i < values.length; i++) {
        values[i] = header.value(bytes, i);
      }
      int[] shape = header.shape();
      return new NpyFile(shape, header.fortran() ? lastAxisFastest(shape, values) : values);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  /** Reorders values from Fortran order to C order. */
  private static float[] lastAxisFastest(int[] shape, float[] values) {
    float[] turned = new float[values.length];
    int[] index = new int[shape.length];
    for (float value : values) {
      int at = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        at = at * shape[axis] + index[axis];
      }
      turned[at] = value;
      for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
        index[axis] = 0;
      }
    }
    return turned;
  }

  /**
   * Writes float32, format version 1, under a temporary name first, so that no reader sees an
   * unfinished file.
   */
  public void write(Path file) throws IOException {
    String axes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    axes += shape.length == 1 ? "," : ""; // as Python writes a tuple of one
    String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
    // values start at a multiple of 64 bytes, after 10 bytes and a line end
    head += " ".repeat(Math.floorMod(-(head.length() + 11), 64)) + "\n";
    int length = Math.addExact(10 + head.length(), Math.multiplyExact(4, values.length));
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) head.length()).put(head.getBytes(StandardCharsets.US_ASCII));
    bytes.asFloatBuffer().put(values);
    ReplacedFile.write(file, temporary -> Files.write(temporary, bytes.array()));
  }
}
