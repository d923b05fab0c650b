package org.segmentattribution.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

/** Values are read as they are; a header that lies is refused before anything is allocated. */
class SafetensorsFileTest {
  @TempDir Path folder;

  private Path file(String header, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HashedWeights.headed(header));
    bytes.write(data);
    return Files.write(folder.resolve("net.safetensors"), bytes.toByteArray());
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static String message(Path file) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SafetensorsFile.open(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static float[] read(Path file, String key) throws IOException {
    try (NDManager manager = TorchEngine.start().newBaseManager()) {
      return SafetensorsFile.open(file).array(key, manager).toFloatArray();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[8,16]| there is a gap",
        "[0,16]| not 16",
        "[0,4]| not 4",
        "[8,0]| not a begin and an end",
        "[0]| not a begin and an end",
        "[-8,0]| holds '-8'",
        "[0,9223372036854775808]| holds '9223372036854775808'",
        "[0.0,8.0]| holds '0.0'",
        "\"x\"| not a list",
        "[1000000,1000008]| ends at byte 1000008 of 16"
      })
  void offsetsThatLie(String offsets, String expected) throws IOException {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}";
    String message = message(file(header, new byte[16]));
    assertTrue(message.contains("key 'a'") && message.contains(expected.strip()), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}| impossible",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,8]}}| type 'F99' is unknown",
        "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}| type '' is unknown",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}| take 8 bytes",
        "{\"a\":7}| key 'a'",
        "[]| not a JSON object",
        "{\"a\":| not JSON",
        "{} {}| not JSON",
        "{}| take 0 bytes, the file has 16",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}| Duplicate field 'a'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[4,16]}}| key 'b': overlaps",
        "{\"a\\nb\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,8]}}| key 'a?b'"
      })
  void headersThatLie(String header, String expected) throws IOException {
    String message = message(file(header, new byte[16]));
    assertTrue(message.contains(expected.strip()), message);
  }

  @Test
  void filesThatAreSomethingElse() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Files.write(file, new byte[3]);
    assertTrue(message(file).contains("3 bytes"));
    Files.writeString(file, "just a text that is long enough");
    assertTrue(message(file).contains("not a safetensors file"));
    Files.write(file, ByteBuffer.allocate(64).putLong(-1).array());
    assertTrue(message(file).contains("18446744073709551615"));
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    Files.write(file, HashedWeights.headed(new String(deep, StandardCharsets.UTF_8)));
    assertTrue(message(file).contains("not JSON"));
  }

  @Test
  void aFileCutOffAnywhere() throws IOException {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    Path file = file(header, floats(1, 2));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      message(file);
    }
  }

  @Test
  void valuesAtAnyAlignment() throws IOException {
    for (int spaces = 0; spaces < 5; spaces++) {
      String header =
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
              + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}"
              + " ".repeat(spaces);
      Path file = file(header, floats(1.5f, -2, 3));
      assertArrayEquals(new float[] {1.5f, -2}, read(file, "a"));
      assertArrayEquals(new float[] {3}, read(file, "b"));
      assertTrue(file.toFile().setWritable(false));
      assertArrayEquals(new float[] {3}, read(file, "b"));
      assertTrue(file.toFile().setWritable(true));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F16,003e00c001800100ff7b, 1.5;-2;-0x1p-24;0x1p-24;65504",
    "BF16,c03f00c00080003f0001, 1.5;-2;-0;0.5;0x1p-125"
  })
  void halfPrecision(String type, String hex, String expected) throws IOException {
    String header = "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[5],\"data_offsets\":[0,10]}}";
    float[] values = read(file(header, HexFormat.of().parseHex(hex)), "a");
    String[] texts = expected.split(";");
    for (int i = 0; i < 5; i++) {
      assertEquals(Float.parseFloat(texts[i]), values[i], type + " " + i);
    }
  }

  @Test
  void otherTypesAndValuesThatAreNotFiniteAreRefused() throws IOException {
    Path file =
        file("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);
    assertThrows(IllegalArgumentException.class, () -> read(file, "a"));
    file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", floats(Float.NaN));
    String message =
        assertThrows(IllegalArgumentException.class, () -> read(file, "a")).getMessage();
    assertEquals(file + ": key 'a' holds NaN", message);
  }

  @Test
  void writingToAnArrayDoesNotReachTheFile() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", floats(2));
    byte[] before = Files.readAllBytes(file);
    try (NDManager manager = TorchEngine.start().newBaseManager();
        NDArray array = SafetensorsFile.open(file).array("a", manager)) {
      Gradients.without(() -> array.addi(array));
      assertEquals(4, array.getFloat());
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }
}
