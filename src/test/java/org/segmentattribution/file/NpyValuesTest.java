package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays whose bytes are put together here, by NumPy's description of its format. */
class NpyValuesTest {
  @TempDir Path folder;

  private static byte[] npy(String type, String order, String shape, byte[] values) {
    String head =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n".formatted(type, order, shape);
    ByteBuffer file = ByteBuffer.allocate(10 + head.length() + values.length);
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    file.putShort((short) head.length()).put(head.getBytes(StandardCharsets.US_ASCII)).put(values);
    return file.array();
  }

  private NpyFile read(byte[] file) throws IOException {
    return NpyFile.read(Files.write(folder.resolve("x.npy"), file));
  }

  private String refusal(byte[] file) {
    String said = assertThrows(IOException.class, () -> read(file)).getMessage();
    assertTrue(said.startsWith(folder.resolve("x.npy") + " "), said);
    return said.substring(folder.resolve("x.npy").toString().length() + 1);
  }

  /** numpy: {@code np.frombuffer(bytes.fromhex(...), dtype).astype(np.float32)}. */
  @ParameterizedTest
  @CsvSource({
    "<f2, 003c, 1",
    "<f2, 00c0, -2",
    "<f2, ff7b, 65504",
    "<f2, 0100, 5.9604645E-8",
    "<f2, ff03, 6.097555E-5",
    "<f2, 0004, 6.1035156E-5",
    "<f2, 5535, 0.33325195",
    "<f2, 007c, Infinity",
    "<f2, 00fc, -Infinity",
    "<f2, 017e, NaN",
    "<f2, 0080, -0.0",
    ">f2, 3555, 0.33325195",
    "<f4, 0000c03f, 1.5",
    ">f4, 3fc00000, 1.5",
    "<f8, 9a9999999999b93f, 0.1",
    ">f8, c008000000000000, -3",
    "|i1, ff, -1",
    "|u1, ff, 255",
    "|b1, 01, 1",
    "<i2, feff, -2",
    ">i2, fffe, -2",
    "<u2, feff, 65534",
    "<i4, 00000080, -2147483648",
    "<u4, 000000ff, 4278190080",
    "<i8, ffffffffffffffff, -1",
    "<u8, ffffffffffffffff, 18446744073709551615",
    "<u8, 0000000000000080, 9223372036854775808",
    "=i4, 07000000, 7"
  })
  void everyTypeOfNumber(String type, String hex, float value) throws IOException {
    NpyFile file = read(npy(type, "False", "1,", HexFormat.of().parseHex(hex)));
    assertArrayEquals(new int[] {1}, file.shape());
    assertEquals(value, file.values()[0]);
  }

  /** Value 100 i + 10 j + k stands at [i, j, k], whichever axis was the fastest. */
  @Test
  void theFirstAxisMayBeTheFastest() throws IOException {
    byte[] fortran = new byte[24];
    byte[] c = new byte[24];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          byte value = (byte) (100 * i + 10 * j + k);
          fortran[i + 2 * (j + 3 * k)] = value;
          c[(i * 3 + j) * 4 + k] = value;
        }
      }
    }
    NpyFile turned = read(npy("|u1", "True", "2, 3, 4", fortran));
    NpyFile plain = read(npy("|u1", "False", "2, 3, 4", c));
    assertArrayEquals(new int[] {2, 3, 4}, turned.shape());
    assertArrayEquals(plain.values(), turned.values());
    assertEquals(123, turned.values()[23]);
  }

  @Property(tries = 60)
  void whatIsWrittenComesBackBitForBit(
      @ForAll @Size(max = 30) float[] values, @ForAll @IntRange(min = 1, max = 3) int axes)
      throws IOException {
    int[] shape = axes == 1 ? new int[] {values.length} : new int[] {1, values.length, 1};
    Path file = Files.createTempFile("sat-npy", ".npy");
    try {
      new NpyFile(shape, values).write(file);
      assertEquals(0, (Files.size(file) - 4L * values.length) % 64, "values start at 64 bytes");
      NpyFile read = NpyFile.read(file);
      assertArrayEquals(shape, read.shape());
      for (int i = 0; i < values.length; i++) {
        assertEquals(Float.floatToIntBits(values[i]), Float.floatToIntBits(read.values()[i]));
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aShapeMustFitItsValues() {
    assertThrows(IllegalArgumentException.class, () -> new NpyFile(new int[] {2, 3}, new float[5]));
    assertThrows(
        ArithmeticException.class, () -> new NpyFile(new int[] {1 << 20, 1 << 20}, new float[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "<c8, '2,', 'holds values of type <c8; save it as float32'",
    "<U4, '2,', 'holds values of type <U4; save it as float32'",
    "|f4, '3,', 'says it holds 3 values, but its length is for 4'",
    "<f4, '5,', 'says it holds 5 values, but its length is for 4'"
  })
  void errorsSayWhatIsWrong(String type, String shape, String message) {
    assertEquals(message, refusal(npy(type, "False", shape, new byte[16])));
  }

  @Test
  void otherFilesAreNoArrays() {
    assertEquals("is too short for a NumPy file", refusal(new byte[9]));
    assertEquals(
        "is not a NumPy file; write it with numpy.save", refusal("a,b,c\n1,2,3\n".getBytes()));
    byte[] version = npy("<f4", "False", "1,", new byte[4]);
    version[6] = 4;
    assertEquals("has NumPy format version 4; 1 to 3 are read", refusal(version));
    byte[] header = npy("<f4", "False", "1,", new byte[4]);
    header[9] = 99;
    assertEquals("ends within its header", refusal(header));
    byte[] damaged = npy("<f4", "Perhaps", "1,", new byte[4]);
    assertEquals("has a header that can't be read; write it with numpy.save", refusal(damaged));
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        if (!name.endsWith("/")) {
          zip.write(npy("|u1", "False", "2,", new byte[] {7, 9}));
        }
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anArchiveOfOneArrayIsThatArray() throws IOException {
    assertArrayEquals(new float[] {7, 9}, read(zip("arr_0.npy")).values());
    assertArrayEquals(new float[] {7, 9}, read(zip("folder/", "folder/x.npy")).values());
  }

  @Test
  void severalArraysAreNamed() throws IOException {
    assertEquals(
        "holds several arrays (map, mask); save the one that is meant with numpy.save",
        refusal(zip("map.npy", "mask.npy")));
    String[] many = new String[15];
    for (int i = 0; i < many.length; i++) {
      many[i] = "a" + i + ".npy";
    }
    String said = refusal(zip(many));
    assertTrue(said.contains("a9)"), "ten names are enough: " + said);
    assertEquals(1, refusal(zip("a\nb.npy", "c.npy")).lines().count(), "a name may hold anything");
    assertEquals("is an archive without an array", refusal(zip("folder/")));
  }
}
