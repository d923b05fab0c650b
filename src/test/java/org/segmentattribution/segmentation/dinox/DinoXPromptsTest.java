package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DinoXPromptsTest {
  private static DinoXPrompts of(List<String> names) {
    return DinoXQuestion.of(names).matching();
  }

  private static String refusal(String... prompts) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> of(List.of(prompts))).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void namesAreNormalised() {
    DinoXPrompts prompts = of(List.of(" Left \t EYE", "ear\n"));
    assertEquals(
        List.of("left eye", "ear"),
        DinoXQuestion.of(List.of(" Left \t EYE", "ear\n")).sentPrompts());
    assertEquals("left eye.ear", prompts.text());
  }

  @Test
  void whatCannotBeJoined() {
    assertTrue(refusal("eye", " \t").contains("prompt 2 is empty"));
    assertTrue(refusal("eye", "EYE ").contains("'eye' is there twice"));
    for (String bad : List.of("e.ye", "<eye", "eye>", "e\u0000ye", "e\u200bye", "e\u001b[2Jye")) {
      assertTrue(refusal(bad).contains("e?ye") || refusal(bad).contains("?"), bad);
    }
    String[] many = IntStream.range(0, 800).mapToObj(i -> "n" + (1000 + i)).toArray(String[]::new);
    assertTrue(refusal(many).contains("4799 characters"), refusal(many));
  }

  @Test
  void whichPromptIsMeant() {
    DinoXPrompts prompts =
        of(List.of("ear", "left eye", "right eye", "muzzle", "t-shirt", "fore leg"));
    Map<String, String> meant =
        Map.of(
            "EAR ", "ear",
            "Left  Eye", "left eye",
            "the left eye", "left eye",
            "left", "left eye",
            "muzz", "muzzle",
            "zzle", "muzzle",
            "t - shirt", "t-shirt",
            "leg.", "fore leg");
    meant.forEach(
        (category, name) -> assertEquals(List.of(name), prompts.match(category), category));
    for (String none : List.of("eye", "ear muzzle", "bear", "e", "", " ", ".", "tail", "##")) {
      assertEquals(List.of(), prompts.match(none), none);
    }
  }

  @Test
  void withoutPromptsEveryNameIsMeant() {
    DinoXPrompts free = of(List.of());
    assertEquals(List.of("a cat"), free.match(" A  Cat"));
    assertEquals(List.of(), free.match(" "));
  }
}
