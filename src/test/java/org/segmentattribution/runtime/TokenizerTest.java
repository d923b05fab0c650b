package org.segmentattribution.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Native code that breaks off must not take the program with it. */
@Timeout(120)
class TokenizerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SEGMENTERS = Path.of("src/test/resources/segmenters");
  private static final String EVIL = "aab".repeat(12) + "ab";

  @TempDir Path folder;

  private static ObjectNode clip() throws IOException {
    return (ObjectNode) JSON.readTree(SEGMENTERS.resolve("clipseg/tokenizer.json").toFile());
  }

  private Path write(JsonNode tokenizer) throws IOException {
    return Files.write(folder.resolve("tokenizer.json"), JSON.writeValueAsBytes(tokenizer));
  }

  private static JsonNode expression(String type, String regex) {
    return JSON.valueToTree(
        Map.of(
            "type",
            type,
            "pattern",
            Map.of("Regex", regex),
            "content",
            "b",
            "behavior",
            "Isolated",
            "invert",
            false));
  }

  @Test
  void thoseThatArePublishedAreKnown() throws IOException {
    try (Stream<Path> files = Files.walk(SEGMENTERS)) {
      List<Path> all = files.filter(f -> f.endsWith("tokenizer.json")).toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        assertTrue(KnownTokenizer.is(JSON.readTree(file.toFile())), file::toString);
      }
    }
  }

  @Test
  void otherExpressionsAreTriedElsewhere() throws IOException {
    ObjectNode json = clip();
    json.set("normalizer", expression("Replace", "(a+)+$"));
    assertFalse(KnownTokenizer.is(json));
    try (Tokenizer tokenizer = Tokenizer.open(write(json))) {
      assertTrue(tokenizer.encode("cat").length > 0);
      String evil = "a".repeat(37) + "b";
      String line =
          assertThrows(IllegalArgumentException.class, () -> tokenizer.encode(evil)).getMessage();
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.startsWith(folder.resolve("tokenizer.json") + ": its native code "), line);
      assertThrows(
          IllegalArgumentException.class, () -> tokenizer.encode(List.of("cat", evil), -1, 77, 0));
    }
  }

  @Test
  void partsThatBreakOffAtOpeningAreSurvived() throws IOException {
    ObjectNode split = clip();
    split.set("pre_tokenizer", expression("Split", "(a|aa)+$"));
    ObjectNode prefix = clip();
    ((ObjectNode) prefix.path("model")).put("continuing_subword_prefix", "ééééééééééé");
    ObjectNode charsmap = clip();
    charsmap.set(
        "normalizer",
        JSON.valueToTree(Map.of("type", "Precompiled", "precompiled_charsmap", "////AAAA")));
    for (ObjectNode json : List.of(split, prefix, charsmap)) {
      assertFalse(KnownTokenizer.is(json));
      try (Tokenizer tokenizer = Tokenizer.open(write(json))) {
        tokenizer.encode(EVIL);
      } catch (IOException | IllegalArgumentException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @Test
  void textsAreBounded() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(SEGMENTERS.resolve("clipseg/tokenizer.json"))) {
      String line =
          assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("x".repeat(1001)))
              .getMessage();
      assertTrue(line.endsWith("has 1001 characters; at most 1000"), line);
    }
  }
}
