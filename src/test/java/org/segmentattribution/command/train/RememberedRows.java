package org.segmentattribution.command.train;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.model.reweight.FeatureRows;

/**
 * Features that a file remembers by the hash of each network input, so that several fits need one
 * pass. The file belongs to one network.
 */
final class RememberedRows implements FeatureRows {
  private final FeatureRows features;
  private final Path file;
  private final Map<String, float[]> rows = new ConcurrentHashMap<>();

  RememberedRows(FeatureRows features, Path file) throws IOException {
    this.features = features;
    this.file = file;
    if (!Files.exists(file)) {
      return;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        String key = in.readUTF();
        float[] row = new float[in.readInt()];
        for (int j = 0; j < row.length; j++) {
          row[j] = in.readFloat();
        }
        rows.put(key, row);
      }
    } catch (EOFException e) {
      // the end
    }
  }

  @Override
  public float[][] of(float[] inputs, int count) {
    int length = inputs.length / count;
    String[] keys = new String[count];
    for (int i = 0; i < count; i++) {
      keys[i] = hash(inputs, i * length, length);
    }
    if (!Arrays.stream(keys).allMatch(rows::containsKey)) {
      float[][] found = features.of(inputs, count);
      for (int i = 0; i < count; i++) {
        if (rows.putIfAbsent(keys[i], found[i]) == null) {
          remember(keys[i], found[i]);
        }
      }
    }
    return Arrays.stream(keys).map(rows::get).toArray(float[][]::new);
  }

  private synchronized void remember(String key, float[] row) {
    ByteBuffer values = ByteBuffer.allocate(row.length * Float.BYTES);
    values.asFloatBuffer().put(row);
    try (DataOutputStream out =
        new DataOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      ByteBuffer head = ByteBuffer.allocate(2 + key.length() + Integer.BYTES);
      head.putShort((short) key.length()).put(key.getBytes()).putInt(row.length);
      out.write(head.array());
      out.write(values.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(float[] values, int from, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES);
    bytes.asFloatBuffer().put(values, from, length);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
