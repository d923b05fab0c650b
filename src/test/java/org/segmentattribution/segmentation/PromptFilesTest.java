package org.segmentattribution.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.segmentation.onnx.fixed.ClassNames;

class PromptFilesTest {
  private static final Path FOLDER = Path.of("config/prompts");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bar",
        "chihuahua",
        "climbing",
        "diving",
        "fire-engine",
        "fishing",
        "horse",
        "pole-vaulting",
        "racing",
        "throwing",
        "zebra"
      })
  void everyListHasTwelveSegmentsAndItsReasons(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    List<Prompt> prompts = PromptFile.read(file).prompts();
    assertEquals(12, prompts.size());
    prompts.forEach(PromptFilesTest::assertClassesExist);
    long reasons = Files.readAllLines(file).stream().takeWhile(l -> l.startsWith("#")).count();
    assertTrue(reasons >= 6 && reasons <= 12, file + " has " + reasons + " lines of reasons");
  }

  /** What stands right of the equals sign are classes of bundled lists, so no misspellings. */
  private static void assertClassesExist(Prompt prompt) {
    for (String one : prompt.classes()) {
      List<String> lists = ClassNames.LISTS.stream().filter(list -> has(list, one)).toList();
      boolean plain = prompt.classes().equals(List.of(prompt.name()));
      assertFalse(lists.isEmpty() && !plain, prompt.name() + ": no list has " + one);
    }
  }

  private static boolean has(String list, String name) {
    try {
      return ClassNames.named(list).contains(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noOtherListsAreThere() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(11, files.count());
    }
  }
}
