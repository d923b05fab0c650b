package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.onnx.OnnxNetwork;

/** Files that were cut off or changed at some places: a network, or one line that says why not. */
class DamagedFilesTest {
  private static final int SIZE = 16;
  private static final int TRIES = 120;

  @TempDir Path folder;

  /** Reads what may be damaged; returns whether it was refused. */
  private static boolean refused(Path model) throws IOException {
    try {
      OnnxFile file = OnnxFile.read(model);
      file.sha256();
      OnnxNetwork.build(file, SIZE, SIZE, Device.cpu()).close();
      return false;
    } catch (IllegalArgumentException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(e.getMessage().startsWith(model.toString()), e.getMessage());
      return true;
    }
  }

  private Path copy(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.copy(Fixtures.resource("onnx/files/" + name), file);
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net@functions.onnx",
        "net@overloads.onnx",
        "net@function-end.onnx",
        "net@labels.onnx",
        "half@weights.onnx",
        "whole@dequantised.onnx",
        "net@shards.onnx"
      })
  void changedBytes(String name) throws IOException {
    Path model = copy(name);
    for (int shard = 0; shard < 3; shard++) {
      copy("net.shard" + shard);
    }
    byte[] whole = Files.readAllBytes(model);
    SplittableRandom random = new SplittableRandom(3);
    int found = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes =
          i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int k = random.nextInt(4); k >= 0 && bytes.length > 0; k--) {
        // what is no weight is near the beginning and the end
        int near = random.nextInt(Math.min(bytes.length, 2500));
        bytes[random.nextBoolean() ? near : bytes.length - 1 - near] = (byte) random.nextInt(256);
      }
      Files.write(model, bytes);
      found += refused(model) ? 1 : 0;
    }
    assertTrue(found > TRIES / 4, found + " were refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.shard0", "net.shard1", "net.shard2"})
  void shardsThatAreMissingOrShort(String shard) throws IOException {
    Path model = copy("net@shards.onnx");
    for (int i = 0; i < 3; i++) {
      copy("net.shard" + i);
    }
    Path file = folder.resolve(shard);
    byte[] bytes = Files.readAllBytes(file);
    assertTrue(!refused(model));
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(refused(model));
    Files.delete(file);
    assertTrue(refused(model));
    Files.createDirectory(file);
    assertTrue(refused(model));
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertTrue(refused(model));
  }
}
