package org.segmentattribution.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A graph with a loop that does not end, and the time that an image has. */
@Timeout(60)
class ImageClockTest {
  @TempDir Path folder;

  @Test
  void whatDoesNotEndIsEnded() throws IOException {
    try (OnnxGraph graph = OnnxGraph.open(LoopGraph.write(folder, Long.MAX_VALUE), "cpu")) {
      ImageClock.begin(Duration.ofMillis(500));
      String line =
          assertThrows(
                  IOException.class, () -> graph.run(Map.of("x", Tensor.of(new float[] {1}, 1))))
              .getMessage();
      assertTrue(line.contains("loop.onnx: takes longer than 0.5 s for an image"), line);
      // the time is that of all passes together
      assertThrows(IOException.class, () -> graph.run(Map.of("x", Tensor.of(new float[] {1}, 1))));
    } finally {
      ImageClock.end();
    }
  }

  @Test
  void whatEndsIsLeftAlone() throws IOException {
    try (OnnxGraph graph = OnnxGraph.open(LoopGraph.write(folder, 3), "cpu")) {
      ImageClock.begin(Duration.ofSeconds(30));
      for (int i = 0; i < 3; i++) {
        Tensor made = graph.run(Map.of("x", Tensor.of(new float[] {1}, 1))).get("y");
        assertEquals(-1, made.reals()[0]);
      }
    } finally {
      ImageClock.end();
    }
  }
}
