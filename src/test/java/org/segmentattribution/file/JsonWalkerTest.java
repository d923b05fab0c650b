package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWalkerTest {
  private static JsonWalker open(String json) throws IOException {
    return JsonWalker.open(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String json, String asked) {
    return assertThrows(IllegalArgumentException.class, () -> ask(json, asked)).getMessage();
  }

  private static Object ask(String json, String asked) throws IOException {
    try (JsonWalker walker = open(json)) {
      return switch (asked) {
        case "whole" -> walker.wholeNumber("id");
        case "quoted" -> walker.quotedNumber("id");
        case "number" -> walker.number("id");
        case "text" -> walker.text("id", 5);
        case "list" -> {
          walker.list("id", name -> walker.skip());
          yield "list";
        }
        default -> {
          walker.object("id", name -> walker.skip());
          yield "object";
        }
      };
    }
  }

  /** Only the fields that are asked for are kept; what is passed over may be of any depth. */
  @Test
  void objectsAndListsAreWalkedInOrder() throws IOException {
    String json =
        """
        {"a": [1, [2, {"x": 3}], 4], "skip": {"deep": [[[]]]}, "b": {"c": "text"}, "d": null}""";
    List<String> seen = new ArrayList<>();
    try (JsonWalker walker = open(json)) {
      walker.object(
          "the file",
          field -> {
            seen.add(field);
            switch (field) {
              case "a" ->
                  walker.list(
                      field,
                      name -> {
                        seen.add(name + (walker.isList() ? " list" : " " + walker.number(name)));
                        walker.skip();
                      });
              case "b" -> walker.object(field, inner -> seen.add(walker.text(inner, 9)));
              case "d" -> seen.add("null " + walker.isNull());
              default -> walker.skip();
            }
          });
      assertTrue(walker.isLast());
    }
    assertEquals(
        List.of("a", "a 1.0", "a list", "a 4.0", "skip", "b", "text", "d", "null true"), seen);
  }

  @Test
  void whatFollowsTheValueIsSeen() throws IOException {
    try (JsonWalker walker =
        JsonWalker.open(new ByteArrayInputStream("[] []".getBytes(StandardCharsets.UTF_8)))) {
      walker.list("list", name -> {});
      assertFalse(walker.isLast());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7, -7",
    "3.0, 3",
    "1e3, 1000",
    "9223372036854775807, 9223372036854775807",
    "9007199254740992.0, 9007199254740992"
  })
  void wholeNumbers(String json, long value) throws IOException {
    assertEquals(value, ask(json, "whole"));
    assertEquals(value, ask(json, "quoted"));
  }

  /** Beyond 2^53 a float holds no exact whole number, beyond 2^63 nothing does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.5",
        "NaN",
        "Infinity",
        "9223372036854775808",
        "1e16",
        "\"7\"",
        "true",
        "null",
        "[]",
        "{}"
      })
  void whatIsNoWholeNumber(String json) throws IOException {
    assertEquals("id is not a whole number", refusal(json, "whole"));
    try (JsonWalker walker = open(json)) {
      assertFalse(walker.isWholeNumber());
    }
  }

  @ParameterizedTest
  @CsvSource({"'\"12\"', 12", "'\"-12\"', -12", "'\"12.0\"', 12", "'\"12.\"', 12", "12.0, 12"})
  void numbersInQuotes(String json, long value) throws IOException {
    assertEquals(value, ask(json, "quoted"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"12.5\"", "\"\"", "\"a\"", "\"1e3\"", "\"1234567890123456\"", "true"})
  void quotesDoNotMakeANumber(String json) {
    assertEquals("id is not a whole number", refusal(json, "quoted"));
  }

  /** Python writes these; they cost one value and not the file. */
  @Test
  void numbersThatAreNoneAreRead() throws IOException {
    assertEquals(Double.NaN, ask("NaN", "number"));
    assertEquals(Double.NEGATIVE_INFINITY, ask("-Infinity", "number"));
    assertEquals(2.5, ask("2.5", "number"));
    assertEquals("id is not a number", refusal("\"2.5\"", "number"));
    assertEquals("id is not a number", refusal("", "number"));
  }

  @Test
  void textsAreBounded() throws IOException {
    assertEquals("zebra", ask("\"zebra\"", "text"));
    assertEquals("\u00e9\n", ask("\"\\u00e9\\n\"", "text"));
    assertEquals("id has more than the 5 characters it can need", refusal("\"zebras\"", "text"));
    assertEquals("id is not a text", refusal("5", "text"));
  }

  @Test
  void anotherTypeIsToldInOneLine() {
    assertEquals("id is not a list", refusal("{}", "list"));
    assertEquals("id is not an object", refusal("[]", "object"));
    assertEquals("id is not an object", refusal("", "object"));
  }

  /** 64 levels are read; 65 are damage, wherever they are. */
  @Test
  void depthIsBounded() throws IOException {
    assertEquals("list", ask("[".repeat(64) + "]".repeat(64), "list"));
    String deep = "[".repeat(65) + "]".repeat(65);
    assertThrows(IOException.class, () -> ask(deep, "list"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\" 1}", "[1,", "{\"a\":", "[1 2]", "{'a': 1}"})
  void whatIsNoJsonIsAnIoException(String json) {
    assertThrows(IOException.class, () -> ask(json, json.startsWith("[") ? "list" : "object"));
  }

  /** Places in bytes, so that a part can be read again: é has two. */
  @Test
  void placesAreBytes() throws IOException {
    String json = "{\"é\": [1, 2], \"b\": {\"c\": 3}}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Map<String, String> parts = new TreeMap<>();
    try (JsonWalker walker = JsonWalker.open(bytes)) {
      walker.object(
          "file",
          field -> {
            int from = (int) walker.start();
            walker.skip();
            int to = (int) walker.end();
            parts.put(field, new String(bytes, from, to - from, StandardCharsets.UTF_8));
          });
    }
    assertEquals(Map.of("é", "[1, 2]", "b", "{\"c\": 3}"), parts);
  }
}
