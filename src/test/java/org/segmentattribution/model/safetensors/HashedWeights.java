package org.segmentattribution.model.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/** The weights of {@code scripts/make-test-weights.py}: a hash of name and index. */
public final class HashedWeights {
  static final int CLASSES = 7;

  private HashedWeights() {}

  /** Values in [-0.5, 0.5) that depend on the key and the index alone. */
  private static double uniform(long seed, int index) {
    long x = (index * 2654435761L + seed) & 0xffffffffL;
    for (int i = 0; i < 2; i++) {
      x = ((x ^ (x >> 16)) * 0x45d9f3b) & 0xffffffffL;
    }
    x ^= x >> 16;
    return (x >> 8) * 0x1p-24 - 0.5;
  }

  private static long seed(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  private static float[] values(String key, int count, double scale, double offset) {
    float[] values = new float[count];
    long seed = seed(key);
    for (int i = 0; i < count; i++) {
      values[i] = (float) (uniform(seed, i) * scale + offset);
    }
    return values;
  }

  /** Images of standard deviation 1. */
  public static float[] input(int count) {
    return values("input", count, Math.sqrt(12), 0);
  }

  static float[] weights(String key, long... shape) {
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    if (shape.length > 1) {
      return values(key, count, Math.sqrt(24.0 / (count / shape[0])), 0);
    }
    boolean positive = key.endsWith(".weight") || key.endsWith(".running_var");
    return values(key, count, positive ? 0.5 : 0.2, positive ? 1 : 0);
  }

  /** Names and shapes of an architecture's weights. */
  static Map<String, long[]> shapes(String architecture) {
    NetworkBuilder builder = new NetworkBuilder(3, 224, 224, name -> CLASSES);
    TorchvisionArchitectures.named(architecture).accept(builder);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    builder.needed().forEach((key, shape) -> shapes.put(key, shape.getShape()));
    return shapes;
  }

  /** Writes float32 tensors. */
  static Path write(Path file, Map<String, long[]> shapes) throws IOException {
    StringJoiner header = new StringJoiner(",", "{", "}");
    long at = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long end = at + 4 * Arrays.stream(entry.getValue()).reduce(1, (a, b) -> a * b);
      header.add(
          String.format(
              "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              entry.getKey(), Arrays.toString(entry.getValue()), at, end));
      at = end;
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(headed(header.toString()));
      for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
        float[] values = weights(entry.getKey(), entry.getValue());
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
      }
    }
    return file;
  }

  /** A header after its length. */
  static byte[] headed(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
