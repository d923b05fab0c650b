package org.segmentattribution.model.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.Head;

class ProbabilityCheckTest {
  private static final Path FILE = Path.of("net.pt");

  private static void assertRefused(String expected, Head declared, float[]... rows) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ProbabilityCheck.refuse(FILE, List.of(rows), declared))
            .getMessage();
    assertTrue(message.startsWith("net.pt: makes "), message);
    assertTrue(message.contains(expected), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void softmaxesAreRefusedWhateverIsDeclared() {
    float[][] rows = {{0.25f, 0.75f, 0}, {1, 0, 0}};
    assertRefused("without its softmax", null, rows);
    assertRefused("without its softmax", Head.LOGITS, rows);
    float[] logarithms = {(float) Math.log(0.25), (float) Math.log(0.75)};
    assertRefused("logarithms of probabilities", Head.LOGITS, logarithms, logarithms);
  }

  @Test
  void sigmoidsAreRefusedUnlessSaidToBeNone() {
    float[][] rows = {{0.25f, 0.9f}, {0.5f, 0.1f}};
    assertRefused("as a sigmoid does", null, rows);
    assertRefused("as a sigmoid does", Head.SIGMOID, rows);
    assertRefused("as a sigmoid does", null, new float[] {0.3f}, new float[] {0.7f});
    ProbabilityCheck.refuse(FILE, List.of(rows), Head.LOGITS);
  }

  @Test
  void logitsAreNot() {
    ProbabilityCheck.refuse(FILE, List.of(new float[] {0.5f, -1}, new float[] {2, 0.5f}), null);
    ProbabilityCheck.refuse(FILE, List.of(new float[] {0, 0, 0}, new float[] {0, 0, 0}), null);
    ProbabilityCheck.refuse(FILE, List.of(new float[] {0.5f}, new float[] {-0.5f}), null);
  }
}
