package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.segmentattribution.api.Prompt;

class DinoXSettingsTest {
  private static String refusal(Executable making) {
    String message = assertThrows(IllegalArgumentException.class, making).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static DinoXSettings with(double box, double iou, int concurrency, Duration deadline) {
    DinoXQuestion question =
        new DinoXQuestion(DinoXQuestion.MODEL, List.of(Prompt.named("eye")), false, box, iou);
    return new DinoXSettings(DinoXSettings.ENDPOINT, question, concurrency, deadline, null);
  }

  @Test
  void endpoints() {
    assertEquals(URI.create("https://a.example"), DinoXSettings.endpoint(" a.example "));
    assertEquals(URI.create("https://a.example:8/x"), DinoXSettings.endpoint("a.example:8/x//"));
    assertEquals(URI.create("http://localhost:8"), DinoXSettings.endpoint("http://localhost:8/"));
    assertEquals(URI.create("http://[::1]:8"), DinoXSettings.endpoint("http://[::1]:8"));
    assertTrue(refusal(() -> DinoXSettings.endpoint("http://a.example")).contains("write https"));
    assertTrue(
        refusal(() -> DinoXSettings.endpoint("http://127.0.0.1.a.example")).contains("https"));
    String secret = refusal(() -> DinoXSettings.endpoint("https://me:secret@a.example"));
    assertTrue(secret.contains("user or password") && !secret.contains("secret"), secret);
    for (String bad : List.of("", "https://", "ftp://a.example", "https://a.example?b", "a b")) {
      refusal(() -> DinoXSettings.endpoint(bad));
    }
  }

  @Test
  void ranges() {
    Duration second = Duration.ofSeconds(1);
    assertTrue(refusal(() -> with(1.1, 0.8, 4, second)).contains("box threshold is 0 to 1"));
    assertTrue(refusal(() -> with(0.2, Double.NaN, 4, second)).contains("IoU threshold"));
    assertTrue(refusal(() -> with(0.2, 0.8, 0, second)).contains("concurrency"));
    assertTrue(refusal(() -> with(0.2, 0.8, 4, Duration.ZERO)).contains("deadline"));
    assertTrue(refusal(() -> with(0.2, 0.8, 4, Duration.ofDays(2))).contains("deadline"));
    assertEquals(List.of("eye"), DinoXQuestion.of(List.of(" EYE")).sentPrompts());
  }

  @Test
  void tokens() {
    assertTrue(refusal(() -> DinoXToken.of(null)).contains("DINOX_API_TOKEN"));
    assertTrue(refusal(() -> DinoXToken.of(" \n")).contains("no token"));
    for (String bad : List.of("can ary", "can\r\nX: ary", "can\u00e4ry")) {
      assertFalse(refusal(() -> DinoXToken.of(bad)).contains("ary"));
    }
    DinoXToken token = DinoXToken.of(" canary\n");
    assertEquals("canary", token.secret());
    assertFalse(token.toString().contains("canary"));
  }
}
