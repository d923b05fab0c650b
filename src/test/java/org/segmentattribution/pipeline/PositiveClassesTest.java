package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Failure;
import org.segmentattribution.model.Head;

class PositiveClassesTest {
  private static final PreparedImage A =
      new PreparedImage(TestBatches.record("a", ""), null, null, 1, 1);
  private static final PreparedImage B =
      new PreparedImage(TestBatches.record("b", ""), null, null, 1, 1);

  private static PositiveClasses of(float[]... logits) {
    return PositiveClasses.of(
        List.of(A, B).subList(0, logits.length), logits, TestBatches.declaration(Head.SIGMOID));
  }

  @Test
  void anImageStandsForEachOfItsClasses() {
    PositiveClasses positives = of(new float[] {1, -1, 0.01f}, new float[] {-1, 2, -3});
    assertEquals(List.of(0, 2, 1), positives.targets());
    assertEquals(List.of(A, A, B), positives.images());
    assertSame(A, positives.images().get(1));
    assertEquals(List.of(), positives.failures());
  }

  /** One half itself is not above one half. The sigmoid of -1 is 0.2689. */
  @Test
  void anImageWithoutAnyIsAFailure() {
    PositiveClasses positives = of(new float[] {-3, -1, -2}, new float[] {0, 0, 0});
    assertEquals(List.of(), positives.targets());
    assertEquals(
        List.of(
            new Failure(
                "a.png", "target", "no class is above one half; the strongest is dog with 0.2689"),
            new Failure(
                "b.png", "target", "no class is above one half; the strongest is cat with 0.5000")),
        positives.failures());
  }
}
