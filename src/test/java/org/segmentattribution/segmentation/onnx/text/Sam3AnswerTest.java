package org.segmentattribution.segmentation.onnx.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Instance;

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

  private static Sam3Values values(String... said) {
    return new Sam3Values(FILE, Set.of(said), false);
  }

  private static Sam3Answer of(Map<String, Tensor> made, String... said) throws IOException {
    return Sam3Answer.of(made, values(said));
  }

  private static String refused(Sam3Values values, Map<String, Tensor> made) {
    String why = assertThrows(IOException.class, () -> Sam3Answer.of(made, values)).getMessage();
    assertEquals(1, why.lines().count());
    assertTrue(why.startsWith("decoder.onnx: ") && why.contains("segmenter.json"), why);
    return why;
  }

  private static Tensor scores(float... values) {
    return Tensor.of(values, 1, values.length);
  }

  /** As many scores and masks as say by themselves that scores are done. */
  private static Map<String, Tensor> many(String masks) {
    float[] scores = new float[20];
    float[] planes = new float[40];
    for (int i = 0; i < planes.length; i++) {
      scores[i / 2] = i / 2 / 20f;
      planes[i] = i - 20;
    }
    return Map.of("scores", scores(scores), masks, Tensor.of(planes, 1, 20, 1, 2));
  }

  @Test
  void doneScoresMayHaveLogitsOfMasks() throws IOException {
    for (String name : new String[] {"masks_logits", "masks", "pred_masks", "o.3"}) {
      Sam3Answer answer = of(many(name));
      assertEquals(0.95f, answer.scores()[19]);
      assertEquals(0, answer.level(), name);
    }
  }

  @Test
  void chancesAreCutInTheMiddle() throws IOException {
    assertEquals(0.5f, of(Map.of("pred_logits", RAW, "o.2", CHANCES)).level());
    assertEquals(0.5f, of(Map.of("pred_logits", RAW, "pred_masks", CHANCES)).level());
    assertEquals(0, of(Map.of("pred_logits", RAW, "pred_masks", CHANCES), "pred_masks").level());
  }

  @Test
  void scoresOutsideOf0To1AreLogits() throws IOException {
    Sam3Answer answer = of(Map.of("scores", RAW, "masks", LOGITS, "presence", THERE));
    assertArrayEquals(new float[] {0.25f, 0.491f}, answer.scores(), 1e-3f);
    assertEquals(0, answer.level());
  }

  /** A detector that drops what it does not find has few values, which look like either kind. */
  @Test
  void fewScoresAreWhatThoseOfEarlierPicturesWere() throws IOException {
    Map<String, Tensor> few = Map.of("scores", DONE, "masks", LOGITS);
    Sam3Values logits = values();
    Sam3Answer.of(Map.of("scores", RAW, "masks", LOGITS), logits);
    assertArrayEquals(new float[] {0.562f, 0.679f}, Sam3Answer.of(few, logits).scores(), 1e-3f);
    Sam3Values done = values();
    Sam3Answer.of(many("masks"), done);
    assertArrayEquals(new float[] {0.25f, 0.75f}, Sam3Answer.of(few, done).scores());
    String why = refused(done, Map.of("scores", RAW, "masks", LOGITS));
    assertTrue(
        why.contains("0.00 to 4.00, but those of earlier pictures seemed to be 0 to 1"), why);
    why = refused(values(), few);
    assertTrue(why.contains("'scores' are 0.25 to 0.75, which may be logits or not"), why);
    assertTrue(why.contains("{\"pred_logits\": \"scores\"} if they are logits"), why);
  }

  @Test
  void masksAreWhatThoseOfEarlierPicturesWere() throws IOException {
    Sam3Values values = values();
    Tensor weak = planes(0.2f, 0.6f, 0.4f, 0.7f);
    String why = refused(values, Map.of("pred_logits", RAW, "masks", weak));
    assertTrue(why.contains("masks 'masks' are 0.20 to 0.70"), why);
    Sam3Answer.of(Map.of("pred_logits", RAW, "masks", LOGITS), values);
    assertEquals(0, Sam3Answer.of(Map.of("pred_logits", RAW, "masks", weak), values).level());
    refused(values, Map.of("pred_logits", RAW, "masks", CHANCES));
  }

  /** Logits of -1 and 9, to 20 columns: what torch.nn.functional.interpolate makes of them. */
  @ParameterizedTest
  @CsvSource({"pred_masks, 12", "masks, 14"})
  void masksOfTheHubAreEnlargedAsTransformersDoes(String name, int columns) throws IOException {
    Tensor plane = Tensor.of(new float[] {-1, 9}, 1, 1, 1, 2);
    Tensor sure = Tensor.of(new float[] {4}, 1, 1);
    Sam3Answer answer = of(Map.of("pred_logits", sure, name, plane));
    List<Instance> found = answer.instances(RgbImage.black(20, 1), 0.5, 0);
    assertEquals(columns, found.get(0).mask().area());
  }

  @Test
  void noFindsDecideNothing() throws IOException {
    Sam3Values values = values();
    Tensor none = Tensor.of(new float[0], 1, 0);
    Tensor empty = Tensor.of(new float[0], 1, 0, 1, 2);
    assertEquals(0, Sam3Answer.of(Map.of("scores", none, "masks", empty), values).scores().length);
    Sam3Answer.of(Map.of("scores", RAW, "masks", LOGITS), values);
    Tensor nothing = planes(0, 0, 0, 0);
    Sam3Answer.of(Map.of("scores", RAW, "masks", nothing), values);
  }

  @Test
  void refusesWhatCanBeReadInTwoWays() {
    Map<String, Tensor> presence = Map.of("scores", DONE, "masks", LOGITS, "o.4", THERE);
    String why = refused(values(), presence);
    assertTrue(why.startsWith("decoder.onnx: its scores 'scores' are 0 to 1, and 'o.4'"), why);
    Map<String, Tensor> weak = Map.of("pred_logits", RAW, "masks", planes(-0.2f, 1.1f, 0, 0.5f));
    why = refused(values(), weak);
    assertTrue(why.contains("'masks' are -0.20 to 1.10"), why);
    Map<String, Tensor> two = Map.of("o.1", DONE, "o.2", RAW, "o.3", LOGITS);
    why = refused(values(), two);
    assertTrue(why.contains("may all be scores"), why);
  }

  @Test
  void declarationDecides() throws IOException {
    Map<String, Tensor> made = Map.of("scores", DONE, "pred_masks", LOGITS, "o.4", THERE);
    assertArrayEquals(new float[] {0.25f, 0.75f}, of(made, "scores").scores());
    Map<String, Tensor> weak = Map.of("pred_logits", RAW, "masks", planes(-0.2f, 1.1f, 0, 0.5f));
    assertEquals(0.5f, of(weak, "masks").level());
    refused(values("masks"), Map.of("pred_logits", RAW, "masks", LOGITS));
    String why = refused(values("scores"), Map.of("scores", RAW, "masks", LOGITS));
    assertTrue(why.contains("and no values of 0 to 1"), why);
  }

  @Test
  void aDeclaredPresenceIsMultiplied() throws IOException {
    Tensor half = Tensor.of(new float[] {0.5f}, 1, 1);
    Map<String, Tensor> done = Map.of("scores", DONE, "masks", LOGITS, "presence_scores", half);
    Sam3Answer answer = of(done, "scores", "presence_scores");
    assertArrayEquals(new float[] {0.125f, 0.375f}, answer.scores());
    Map<String, Tensor> logits = Map.of("scores", DONE, "masks", LOGITS, "presence_logits", THERE);
    answer = of(logits, "scores", "presence_logits");
    assertArrayEquals(new float[] {0.125f, 0.375f}, answer.scores());
    String why = refused(values(), Map.of("scores", DONE, "masks", LOGITS, "o.4", THERE));
    assertTrue(why.contains("with \"presence_scores\": \"o.4\""), why);
  }

  /** A graph that is told the picture's size has done all itself. */
  @Test
  void scoresBesideMasksOfThePictureAreDone() throws IOException {
    Sam3Values values = new Sam3Values(FILE, Set.of(), true);
    Map<String, Tensor> made = Map.of("scores", DONE, "masks", planes(0, 1, 1, 0));
    assertArrayEquals(new float[] {0.25f, 0.75f}, Sam3Answer.of(made, values).scores());
  }
}
