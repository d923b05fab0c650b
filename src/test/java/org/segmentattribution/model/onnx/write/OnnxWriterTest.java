package org.segmentattribution.model.onnx.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.training.CnnArchitecture;

class OnnxWriterTest {
  @TempDir Path folder;

  @Test
  void theBuiltInNetworkGoesThroughAFileUnchanged() throws Exception {
    Path file = folder.resolve("cnn.onnx");
    ModelDeclaration declaration =
        new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(64, 64));
    float[] image = Fixtures.normal(4, 3 * 64 * 64);
    try (OnnxNetwork network = CnnArchitecture.standard().create(64, 64, 2, 1, "cpu")) {
      OnnxWriter.write(network, declaration, file);
      OnnxWriter.write(network, declaration, file);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(2, files.count(), "no temporary file is left");
      }
      float[] logits = Fixtures.logits(network, image, 1);
      byte[] bytes = Files.readAllBytes(file);
      assertTrue(
          Fixtures.deviation(OnnxRuntimePeer.run(bytes, image, 1, 3, 64, 64), logits) < 1e-5);
      try (LoadedClassifier read = Classifiers.load(file, "cpu")) {
        OnnxNetwork copy = ((OnnxClassifier) read).network();
        assertArrayEquals(logits, Fixtures.logits(copy, image, 1));
        assertArrayEquals(bytes, OnnxWriter.bytes(copy));
        assertEquals(declaration.with(declaration.classes(), Head.LOGITS), read.declaration());
        assertEquals("cnn", read.name());
        assertEquals(64, read.sha256().length());
      }
    }
  }

  @Test
  void theSeedDecidesTheWeights() {
    CnnArchitecture cnn = CnnArchitecture.standard();
    try (OnnxNetwork one = cnn.create(32, 48, 3, 1, "cpu");
        OnnxNetwork same = cnn.create(32, 48, 3, 1, "cpu");
        OnnxNetwork other = cnn.create(32, 48, 3, 2, "cpu")) {
      assertArrayEquals(OnnxWriter.bytes(one), OnnxWriter.bytes(same));
      assertFalse(Arrays.equals(OnnxWriter.bytes(one), OnnxWriter.bytes(other)));
      assertEquals(3, one.classes());
    }
  }
}
