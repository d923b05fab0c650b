package org.segmentattribution.segmentation.onnx.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.runtime.Tensor;

class Sam3AnswerTest {
  private static final Path FILE = Path.of("decoder.onnx");
  private static final Tensor LOGITS = planes(-4, 5, -1, 3);
  private static final Tensor CHANCES = planes(0, 1, 0.25f, 0.75f);
  private static final Tensor DONE = Tensor.of(new float[] {0.25f, 0.75f}, 1, 2);
  private static final Tensor RAW = Tensor.of(new float[] {0, 4}, 1, 2);
  private static final Tensor THERE = Tensor.of(new float[] {0}, 1, 1);

  private static Tensor planes(float... values) {
    return Tensor.of(values, 1, 2, 1, 2);
  }

  private static Sam3Answer of(Map<String, Tensor> made, String... said) throws IOException {
    return Sam3Answer.of(FILE, made, Set.of(said));
  }

  @Test
  void doneScoresMayHaveLogitsOfMasks() throws IOException {
    for (String name : new String[] {"masks_logits", "masks", "pred_masks", "o.3"}) {
      Sam3Answer answer = of(Map.of("scores", DONE, name, LOGITS));
      assertArrayEquals(new float[] {0.25f, 0.75f}, answer.scores());
      assertEquals(0, answer.level(), name);
    }
  }

  @Test
  void chancesAreCutInTheMiddle() throws IOException {
    assertEquals(0.5f, of(Map.of("o.1", DONE, "o.2", CHANCES)).level());
    assertEquals(0.5f, of(Map.of("pred_logits", RAW, "pred_masks", CHANCES)).level());
    assertEquals(0, of(Map.of("scores", DONE, "pred_masks", CHANCES), "pred_masks").level());
  }

  @Test
  void scoresOutsideOf0To1AreLogits() throws IOException {
    Sam3Answer answer = of(Map.of("scores", RAW, "masks", LOGITS, "presence", THERE));
    assertArrayEquals(new float[] {0.25f, 0.491f}, answer.scores(), 1e-3f);
    assertEquals(0, answer.level());
  }

  @Test
  void refusesWhatCanBeReadInTwoWays() {
    Map<String, Tensor> presence = Map.of("scores", DONE, "masks", LOGITS, "o.4", THERE);
    String why = assertThrows(IOException.class, () -> of(presence)).getMessage();
    assertTrue(why.startsWith("decoder.onnx: its scores 'scores' are 0 to 1, and 'o.4'"), why);
    assertTrue(why.contains("segmenter.json"), why);
    Map<String, Tensor> weak = Map.of("scores", DONE, "masks", planes(-0.2f, 1.1f, 0, 0.5f));
    why = assertThrows(IOException.class, () -> of(weak)).getMessage();
    assertTrue(why.contains("'masks' are -0.20 to 1.10"), why);
    Map<String, Tensor> two = Map.of("o.1", DONE, "o.2", RAW, "o.3", LOGITS);
    why = assertThrows(IOException.class, () -> of(two)).getMessage();
    assertTrue(why.contains("may all be scores"), why);
  }

  @Test
  void declarationDecides() throws IOException {
    Map<String, Tensor> made = Map.of("scores", DONE, "pred_masks", LOGITS, "o.4", THERE);
    assertArrayEquals(new float[] {0.25f, 0.75f}, of(made, "scores").scores());
  }
}
