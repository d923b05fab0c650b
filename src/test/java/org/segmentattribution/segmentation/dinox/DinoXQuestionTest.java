package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;

/** Thresholds of prompts, and the model's own categories. */
@Timeout(30)
class DinoXQuestionTest {
  private static final RgbImage IMAGE = RgbImage.black(20, 12);

  private FakeDinoX server;
  private Map<String, Integer> unmatched;

  @BeforeEach
  void start() throws IOException {
    server = new FakeDinoX();
  }

  @AfterEach
  void stop() {
    server.close();
    assertEquals(List.of(), List.copyOf(server.violations));
  }

  private static DinoXQuestion question(boolean universal, String... prompts) {
    PromptList asked = PromptList.of(List.of(prompts));
    return new DinoXQuestion(DinoXQuestion.MODEL, asked.prompts(), universal, 0.25, 0.8);
  }

  private JsonNode sent() {
    return server.tasks().get(0).request();
  }

  private static String object(String category, double score, int width) {
    return "{\"category\":\"%s\",\"score\":%s,\"mask\":{\"counts\":[0,%d,%d],\"size\":[12,20]}}"
        .formatted(category, score, 12 * width, 240 - 12 * width);
  }

  private List<String> found(DinoXQuestion question, String... objects) throws IOException {
    server.outcome = task -> FakeDinoX.success(objects);
    DinoX client = server.client(question);
    List<String> found =
        client.segment("a/1", IMAGE).stream().map(d -> d.name() + " " + d.score()).toList();
    unmatched = client.unmatched();
    return found;
  }

  @Test
  void eachPromptHasItsThreshold() throws IOException {
    assertEquals(
        List.of("eye 0.2", "ear 0.3", "leg 0.61"),
        found(
            question(false, "eye; threshold 0.15", "ear", "leg; threshold 0.6"),
            object("eye", 0.2, 1),
            object("ear", 0.2, 2),
            object("ear", 0.25, 3),
            object("ear", 0.3, 4),
            object("leg", 0.6, 5),
            object("leg", 0.61, 6)));
    assertEquals(0.15, sent().get("bbox_threshold").asDouble());
  }

  @Test
  void theServiceAppliesAThresholdThatAllShare() throws IOException {
    assertEquals(
        List.of("eye 0.4"),
        found(question(false, "eye; threshold 0.4", "ear; threshold 0.4"), object("eye", 0.4, 1)));
    assertEquals(0.4, sent().get("bbox_threshold").asDouble());
  }

  @Test
  void promptsChooseFromTheModelsOwnCategories() throws IOException {
    assertEquals(
        List.of("person 0.5", "person 0.6", "adult 0.6", "watch 0.7"),
        found(
            question(true, "person = man + woman", "adult = woman; threshold 0.5", "watch", "tie"),
            object("Man ", 0.5, 1),
            object("woman", 0.6, 2),
            object("wrist watch", 0.9, 3),
            object("ties", 0.9, 4),
            object("watch", 0.7, 5)));
    assertEquals("{\"type\":\"universal\"}", sent().get("prompt").toString());
    assertEquals(Map.of("ties", 1, "wrist watch", 1), unmatched);
  }

  @Test
  void whatDecidesAnAnswerIsInTheFingerprint() {
    assertEquals("[eye] 0.25 0.8", question(false, "eye").fingerprint());
    assertFalse(question(true, "eye").fingerprint().equals(question(true, "ear").fingerprint()));
    assertTrue(question(false, "eye; threshold 0.3", "ear").fingerprint().startsWith("[eye, ear]"));
    assertFalse(
        question(false, "eye; threshold 0.3", "ear")
            .fingerprint()
            .equals(question(false, "eye", "ear").fingerprint()));
    DinoXQuestion newer = new DinoXQuestion("DINO-X-2.0", List.of(), false, 0.25, 0.8);
    assertEquals("[] 0.25 0.8 by DINO-X-2.0", newer.fingerprint());
  }

  @Test
  void singularAndPlural() {
    DinoXPrompts prompts =
        question(false, "eye", "box", "fore legs", "glass", "dress", "cherry").matching();
    Map.of(
            "Eyes", "eye",
            "boxes", "box",
            "fore leg", "fore legs",
            "glasses", "glass",
            "dresses", "dress")
        .forEach((category, name) -> assertEquals(List.of(name), prompts.match(category)));
    for (String none : List.of("eye box", "eyes, boxes", "bow")) {
      assertEquals(List.of(), prompts.match(none), none);
    }
    DinoXPrompts both = question(false, "eye", "eyes").matching();
    assertEquals(List.of("eyes"), both.match("EYES"));
  }
}
