package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by numpy: 2x3 values 0, 1, … 5 (minus 2.5 where they are floats). */
class NpyFileTest {
  private static final Path FILES = Path.of("src/test/resources/npy");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f4-v1",
        "f8-v1",
        "f4-v2",
        "f4-v3",
        "u1-v1",
        "fortran",
        "big-endian",
        "int64",
        "f2",
        "i2-be",
        "u4",
        "f8-fortran-be",
        "one.npz"
      })
  void readsWhatNumpyWrote(String name) throws IOException {
    NpyFile file = NpyFile.read(FILES.resolve(name.endsWith("z") ? name : name + ".npy"));
    assertArrayEquals(new int[] {2, 3}, file.shape());
    float first = name.matches("u.*|i.*") ? 0 : -2.5f;
    for (int i = 0; i < 6; i++) {
      assertEquals(first + i, file.values()[i]);
    }
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path written = folder.resolve("x.npy");
    NpyFile.read(FILES.resolve("f4-v1.npy")).write(written);
    assertArrayEquals(Files.readAllBytes(FILES.resolve("f4-v1.npy")), Files.readAllBytes(written));
  }

  @Test
  void anEmptyShapeIsOneValueAndAnAxisOfZeroNone() throws IOException {
    for (int[] shape : new int[][] {{}, {4}, {0, 3}}) {
      int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      Path written = folder.resolve("x.npy");
      new NpyFile(shape, new float[count]).write(written);
      assertArrayEquals(shape, NpyFile.read(written).shape());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"complex.npy", "object.npy", "text.npy", "two.npz", "none.npz"})
  void refusesOtherLayoutsInOneLine(String name) {
    assertOneLine(FILES.resolve(name));
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("f4-v1.npy"));
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
      assertOneLine(cut);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(9, 3)", "(99999999999, 3)", "(2147483647, 2147483647, 4)", "(-2, 3)"})
  void aShapeThatLiesAllocatesNothing(String shape) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("f4-v1.npy"));
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    String padding = " ".repeat(shape.length() - 6);
    String lying = text.replace("(2, 3), }" + padding, shape + ", }");
    assertEquals(text.length(), lying.length());
    assertOneLine(
        Files.write(folder.resolve("lie.npy"), lying.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static void assertOneLine(Path file) {
    String message = assertThrows(IOException.class, () -> NpyFile.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()) && !message.contains("\n"), message);
  }
}
