package org.segmentattribution.segmentation.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.file.JsonWalker;

/** Ids as files have them, and file names as programs write them. */
class CocoIdsTest {
  private final CocoIds ids = new CocoIds();

  private List<Long> read(String json) throws IOException {
    List<Long> read = new ArrayList<>();
    try (JsonWalker walker = JsonWalker.open(json.getBytes(StandardCharsets.UTF_8))) {
      walker.list("ids", list -> read.add(ids.read(walker)));
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "7 | 7",
        "-7 | -7",
        "7.0 | 7",
        "\"7\" | 7",
        "\" 7 \" | 7",
        "\"7.00\" | 7",
        "\"-12\" | -12",
        "\"0\" | 0",
        "999999999999999999 | 999999999999999999",
      })
  void numbersInAnyForm(String json, long number) throws IOException {
    assertEquals(List.of(number), read("[" + json + "]"));
    assertEquals(Long.toString(number), ids.text(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"null", "true", "\"\"", "\"  \"", "[1]", "{\"a\":1}", "7.5"})
  void whatIsNoId(String json) throws IOException {
    assertNull(read("[" + json + ",5]").get(0));
    assertEquals(5L, read("[" + json + ",5]").get(1), "the value is passed over");
  }

  @Test
  void textsAreKeptApartAndComeBack() throws IOException {
    List<Long> read = read("[\"a1\",\"007\",\"a1\",\"7\",\"1e3\",\"-0.5\",\"é\"]");
    assertEquals(read.get(0), read.get(2));
    assertEquals(7L, read.get(3));
    assertNotEquals(read.get(1), read.get(3), "007 is a text");
    List<String> texts = read.stream().map(ids::text).toList();
    assertEquals(List.of("a1", "007", "a1", "7", "1e3", "-0.5", "é"), texts);
    assertEquals(read.get(0), read("[\"a1\"]").get(0), "later too");
  }

  @Test
  void aTextNeverMeetsANumber() throws IOException {
    assertNull(read("[" + Long.MIN_VALUE + "]").get(0));
    assertEquals(List.of(Long.MIN_VALUE / 2), read("[" + Long.MIN_VALUE / 2 + "]"));
  }

  @Test
  void anIdThatMustBeThere() throws IOException {
    try (JsonWalker walker = JsonWalker.open("[null]".getBytes(StandardCharsets.UTF_8))) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> walker.list("ids", list -> ids.require(walker, "an image's id")))
              .getMessage();
      assertEquals("an image's id is neither a whole number nor a text", message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/c.jpg, c b a",
    "c.jpg, c",
    "./a//c.jpg, c a",
    "../a/./c.tar.gz, c.tar a",
    "/a/c, c a",
  })
  void partsOfPathsLastFirst(String path, String parts) {
    assertEquals(List.of(parts.split(" ")), CocoNames.parts(path));
  }

  @ParameterizedTest
  @CsvSource({
    "plain.jpg, plain.jpg",
    "two%20words.jpg, two words.jpg",
    "caf%C3%A9.jpg, café.jpg",
    "100%.jpg, 100%.jpg",
    "50%2.jpg, 50%2.jpg",
    "a%2Fb.jpg, a/b.jpg",
    "/data/local-files/?d=photos/a.jpg, photos/a.jpg",
    "/data/upload/3/0f9e8d7c-horse.jpg, horse.jpg",
    "0f9e8d7c-horse-2.jpg, horse-2.jpg",
    "0F9E8D7C-horse.jpg, 0F9E8D7C-horse.jpg",
    "0f9e8d7-horse.jpg, 0f9e8d7-horse.jpg",
    "$1%24.jpg, $1$.jpg",
  })
  void whatAFileNameMeans(String name, String meant) {
    assertEquals(meant, CocoNames.meant(name));
  }
}
