package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.segmentation.onnx.fixed.ClassNames;

class PromptListTest {
  @TempDir Path folder;

  @Test
  void namesClassesAndSettings() throws IOException {
    Path file = folder.resolve("lake.txt");
    Files.writeString(
        file, "# where\n\n Water = sea + River+lake ; threshold 0.3; largest 2\nthe  Boat\n");
    List<Prompt> prompts = PromptFile.read(file).prompts();
    assertEquals(new Prompt("water", List.of("sea", "river", "lake"), 0.3, 2), prompts.get(0));
    assertEquals(Prompt.named("the boat"), prompts.get(1));
    assertNull(prompts.get(1).threshold());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=a",
        "a=",
        "a=b=c",
        "a=b+",
        "a; threshold 2",
        "a; biggest 1",
        "a; largest 0",
        ";"
      })
  void whatIsNoPrompt(String text) throws IOException {
    Path file = folder.resolve("bad.txt");
    Files.writeString(file, "eyes\n" + text + "\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> PromptFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ", line 2: "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void namesThatAreThereTwice() {
    assertThrows(IllegalArgumentException.class, () -> PromptList.of(List.of("eyes", "Eyes ")));
  }

  @Test
  void classesOfAModel() {
    List<String> classes = List.of("background", "tv/monitor", "path, way; lane", "traffic_light");
    PromptList list =
        PromptList.of(List.of("screen=tv monitor", "ways=lane+traffic light+rail", "path"));
    assertEquals(List.of(1), list.classesOf(list.prompts().get(0), classes));
    assertEquals(List.of(2, 3), list.classesOf(list.prompts().get(1), classes));
    assertEquals(List.of(2), list.classesOf(list.prompts().get(2), classes));
    Prompt light = Prompt.named("red light");
    String message =
        assertThrows(IllegalArgumentException.class, () -> list.classesOf(light, classes))
            .getMessage();
    assertTrue(message.endsWith("something like it: traffic_light"), message);
  }

  @ParameterizedTest
  @CsvSource({"voc, 21", "coco, 80", "coco-panoptic, 133", "ade20k, 150", "cityscapes, 19"})
  void bundledNames(String list, int count) throws IOException {
    List<String> names = ClassNames.named(list);
    assertEquals(count, names.stream().distinct().count());
    assertEquals(count, names.size());
  }
}
