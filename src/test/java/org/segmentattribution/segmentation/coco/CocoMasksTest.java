package org.segmentattribution.segmentation.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.segmentation.masks.Pngs;
import org.segmentattribution.segmentation.pixels.RunLengths;

class CocoMasksTest {
  private static final String IMAGES =
      """
      "images": [
        {"id": 1, "file_name": "train/a.jpg", "width": 3, "height": 2},
        {"id": 2, "file_name": "train\\\\b.x.png", "width": 3, "height": 2, "license": null},
        {"id": 3, "file_name": "test/b.x.png", "width": 3, "height": 2},
        {"id": 4, "file_name": "http://host/c", "width": 4, "height": 2}]""";
  private static final String CATEGORIES =
      """
      "categories": [{"id": 9, "name": " Left  Eye", "supercategory": "x"},
        {"id": 5, "name": "ear"}]""";
  private static final String ANNOTATIONS =
      """
      "annotations": [
        {"id": 10, "image_id": 1, "category_id": 5, "iscrowd": 0, "bbox": [1, 2, [3]],
         "segmentation": [[0, 0, 1, 0, 1, 2, 0, 2], [2, 0, 3, 0, 3, 1, 2, 1]]},
        {"id": 11, "image_id": 1, "category_id": 9, "iscrowd": 1,
         "segmentation": {"counts": [2, 2, 2], "size": [2, 3]}},
        {"segmentation": {"size": [2, 3], "counts": "024"}, "score": 0.25,
         "category_id": 9, "image_id": 1, "id": 12}]""";

  @TempDir Path temp;

  private Path write(String... lists) throws IOException {
    Path file = temp.resolve("coco.json");
    return Files.writeString(file, "{\"info\": {}, " + String.join(",\n", lists) + "}");
  }

  /** The usual file with these annotations. */
  private Path annotated(String annotations) throws IOException {
    return write(IMAGES, CATEGORIES, "\"annotations\": [" + annotations + "]");
  }

  private static String segments(CocoMasks masks, String stem, int width) throws IOException {
    return masks.segment(stem, Pngs.image(width, 2)).stream()
        .map(d -> d.name() + " " + d.score() + " " + RunLengths.coco(d.mask()))
        .collect(Collectors.joining("; "));
  }

  private static String refusal(Path file, String stem) throws IOException {
    CocoMasks masks = CocoMasks.open(file, List.of());
    String message = assertThrows(IOException.class, () -> segments(masks, stem, 3)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring((file + ": ").length());
  }

  private static String refusalAtOnce(Path file) {
    String message =
        assertThrows(IOException.class, () -> CocoMasks.open(file, List.of())).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring((file + ": ").length());
  }

  /** By category in the file's order; the lists may come in any order. */
  @Test
  void annotationsBecomeDetections() throws IOException {
    String expected = "left eye 1.0 222; left eye 0.25 024; ear 1.0 022OO";
    String[][] orders = {
      {IMAGES, CATEGORIES, ANNOTATIONS},
      {ANNOTATIONS, CATEGORIES, IMAGES},
      {ANNOTATIONS, IMAGES, CATEGORIES}
    };
    for (String[] lists : orders) {
      CocoMasks masks = CocoMasks.open(write(lists), List.of());
      assertEquals(expected, segments(masks, "train/a", 3));
      assertEquals("", segments(masks, "train/b.x", 3));
    }
  }

  @Test
  void onlyTheWantedSegments() throws IOException {
    Path file = write(IMAGES, CATEGORIES, ANNOTATIONS);
    CocoMasks masks = CocoMasks.open(file, List.of("LEFT eye ", "left eye"));
    assertEquals("left eye 1.0 222; left eye 0.25 024", segments(masks, "train/a", 3));
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CocoMasks.open(file, List.of("Wing", "ear", "beak")));
    assertEquals(
        "no masks named beak, wing in " + file + ", which has left eye, ear", e.getMessage());
  }

  @Test
  void imagesAreFoundByPathOrLastName() throws IOException {
    Path file = write(IMAGES, CATEGORIES, ANNOTATIONS);
    CocoMasks masks = CocoMasks.open(file, List.of());
    for (String stem : List.of("train/a", "a", "other/place/a")) {
      assertTrue(segments(masks, stem, 3).startsWith("left eye"), stem);
    }
    assertEquals("", segments(masks, "test/b.x", 3));
    assertEquals("", segments(masks, "c", 4));
    assertEquals("2 images could be b.x: those with the ids 2 and 3", refusal(file, "b.x"));
    assertEquals(
        "no image has the file_name train/z.* or one that ends in z.*", refusal(file, "train/z"));
    assertEquals("image 4 is 4x2, but c is 3x2", refusal(file, "c"));
  }

  @Test
  void twoFilesOfOneStem() throws IOException {
    String twins =
        "\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\", \"width\": 3, \"height\": 2},"
            + " {\"id\": 2, \"file_name\": \"a.png\", \"width\": 3, \"height\": 2}]";
    Path file = write(twins, CATEGORIES, "\"annotations\": []");
    assertEquals("2 images could be a: those with the ids 1 and 2", refusal(file, "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[0, 0, 1, 0, 1]] | a polygon has 5 numbers, not x, y pairs",
        "7 | segmentation is neither a list of polygons nor",
        "[[0, 0, 1, 0, 1, \"1\"]] | a coordinate is not a number",
        "[[0, 0, 1, 0, 1, null]] | a coordinate is not a number",
        "[[0, 0, 1, 0, 1, [1]]] | a coordinate is not a number",
        "[[0, 0, 1, 0, 1, NaN]] | a polygon has the corner (1.0, NaN)",
        "[[0, 0, 1, 0, -Infinity, 1]] | a polygon has the corner (-Infinity, 1.0)",
        "[[0, 0, 1, 0, 1, 1e999]] | a polygon has the corner (1.0, Infinity)",
        "[[0, 0, 1, 0, 1, 1e9]] | a polygon has the corner (1.0, 1.0E9)",
        "[[0, 0, 9e6, 0, 9e6, 9e6]] | longer than 6710886 pixels",
        "{\"counts\": [2, 2, 2]} | segmentation needs counts and size",
        "{\"size\": [2, 3]} | segmentation needs counts and size",
        "{\"counts\": [2, 2, 2], \"size\": [3, 2]} | size [3, 2] is not the image's",
        "{\"counts\": [2, 2, 2], \"size\": [2, 3, 1]} | size has more than 2 numbers",
        "{\"counts\": [2, 2, 2], \"size\": [2]} | size [2] is not",
        "{\"counts\": [2, 2, 2], \"size\": 6} | size is not a list",
        "{\"counts\": [2, 2, 2], \"size\": [2, 3.5]} | a number of size is not a whole number",
        "{\"counts\": [2, 2], \"size\": [2, 3]} | runs of 4 pixels for a mask of 3x2",
        "{\"counts\": [2, -1, 5], \"size\": [2, 3]} | run 1 of length -1",
        "{\"counts\": [9223372036854775807, 2], \"size\": [2, 3]} | run 0 of length",
        "{\"counts\": [9223372036854775808, 2], \"size\": [2, 3]} | counts is not a whole",
        "{\"counts\": [1, 1, 1, 1, 1, 1, 0, 0], \"size\": [2, 3]} | counts has more than 7",
        "{\"counts\": [2, 2, true], \"size\": [2, 3]} | counts is not a whole number",
        "{\"counts\": {}, \"size\": [2, 3]} | counts is not a text",
        "{\"counts\": \"22!\", \"size\": [2, 3]} | character 33 is not of run lengths",
        "{\"counts\": \"22P\", \"size\": [2, 3]} | run 2 does not end",
        "{\"counts\": \"0000000000000000\", \"size\": [2, 3]} | counts has more than the 14",
      })
  void aBadOutlineCostsItsImage(String segmentation, String expected) throws IOException {
    Path file =
        annotated(
            """
            {"id": 20, "image_id": 2, "category_id": 5, "segmentation": {"counts": "6",
              "size": [2, 3]}},
            {"id": -21, "image_id": 1, "category_id": 5, "segmentation": %s}"""
                .formatted(segmentation));
    String message = refusal(file, "train/a");
    assertTrue(message.startsWith("annotation -21: "), message);
    assertTrue(message.contains(expected), message);
    assertEquals("ear 1.0 6", segments(CocoMasks.open(file, List.of()), "train/b.x", 3));
    CocoMasks others = CocoMasks.open(file, List.of("left eye"));
    assertEquals("", segments(others, "train/a", 3), "what is not wanted is not read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | segmentation is an empty list",
        "[[]] | its polygons have fewer than 3 corners",
        "[[0, 0, 1, 0]] | its polygons have fewer than 3 corners",
        "[[0, 0, 1, 0], []] | its polygons have fewer than 3 corners",
        "null | it has no segmentation",
        "[0, 0, 1, 0, 1, 1] | its polygon is not in a list of polygons",
        "{\"counts\": [], \"size\": [2, 3]} | its run lengths are empty",
        "{\"counts\": \"\", \"size\": [2, 3]} | its run lengths are empty",
      })
  void anAnnotationWithoutAnOutlineCostsItself(String segmentation, String reason)
      throws IOException {
    String mask = "\"segmentation\": {\"counts\": \"6\", \"size\": [2, 3]}";
    Path file =
        annotated(
            "{\"id\": 7, \"image_id\": 1, \"category_id\": 5, \"segmentation\": %s},"
                    .formatted(segmentation)
                + "{\"id\": 8, \"image_id\": 1, \"category_id\": 9, %s}".formatted(mask));
    CocoMasks masks = CocoMasks.open(file, List.of());
    assertEquals("left eye 1.0 6", segments(masks, "train/a", 3));
    InputNote note = notes(masks).get(0);
    assertEquals("annotation coco.json#7 false", shown(note));
    assertTrue(note.reason().startsWith(reason), note.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"id\": 7 | coco.json#7 false it has no category_id",
        "\"id\": \"x\", \"category_id\": null | coco.json#x false it has no category_id",
        "\"category_id\": 6.0 | coco.json#number 1 false no category has the id 6",
        "\"id\": 7, \"category_id\": \"fur\" | coco.json#7 false no category has the id fur",
        "\"id\": 8, \"category_id\": 5 | coco.json#8 true another annotation has the same id",
      })
  void aBadAnnotationCostsItself(String fields, String expected) throws IOException {
    String mask = "\"segmentation\": {\"counts\": \"6\", \"size\": [2, 3]}";
    Path file =
        annotated(
            "{%s, \"image_id\": 1, %s}, {\"id\": 8, \"image_id\": 1, \"category_id\": 9, %s}"
                .formatted(fields, mask, mask));
    CocoMasks masks = CocoMasks.open(file, List.of());
    assertTrue(segments(masks, "train/a", 3).startsWith("left eye 1.0 6"));
    InputNote note = notes(masks).get(0);
    String said = note.path() + " " + note.used() + " " + note.reason();
    assertTrue(said.startsWith(expected), said);
  }

  /** Numbers in quotes, as fractions, or no numbers at all. */
  @Test
  void idsOfAnyKind() throws IOException {
    String text =
        """
        {"images": [{"id": "a7", "file_name": "x.jpg", "width": 3.0, "height": "2"},
                    {"id": 2.0, "file_name": "y.jpg", "width": 3, "height": 2}],
         "categories": [{"id": "1", "name": "eye"}],
         "annotations": [
          {"id": "k", "image_id": "a7", "category_id": 1.0,
           "segmentation": {"counts": "6", "size": [2.0, 3]}},
          {"id": 1.0, "image_id": "2", "category_id": 1,
           "segmentation": {"counts": "222", "size": [2, 3]}}]}""";
    Path file = Files.writeString(temp.resolve("coco.json"), text);
    CocoMasks masks = CocoMasks.open(file, List.of());
    assertEquals("eye 1.0 6", segments(masks, "x", 3));
    assertEquals("eye 1.0 222", segments(masks, "y", 3));
  }

  @Test
  void sharesOfThePictureAreNoPixels() throws IOException {
    String images =
        "\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 30, \"height\": 20}]";
    String shares = "[[0.1, 0.1, 0.5, 0.1, 0.5, 1]]";
    Path file =
        write(
            images,
            CATEGORIES,
            "\"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 5, \"segmentation\": %s}]"
                .formatted(shares));
    CocoMasks masks = CocoMasks.open(file, List.of());
    String said =
        assertThrows(IOException.class, () -> masks.segment("a", Pngs.image(30, 20))).getMessage();
    assertTrue(
        said.endsWith("its coordinates are shares of the picture (0 to 1); COCO's are pixels"));
  }

  @Test
  void marksOfLettersMayStandAlone() throws IOException {
    String images =
        "\"images\": [{\"id\": 1, \"file_name\": \"e\u0301.jpg\", \"width\": 3, \"height\": 2}]";
    CocoMasks masks = CocoMasks.open(write(images, CATEGORIES, ANNOTATIONS), List.of());
    assertEquals(3, masks.segment("\u00e9", Pngs.image(3, 2)).size());
  }

  @Test
  void aPolygonOfTwoCornersCoversNothing() throws IOException {
    Path file =
        annotated(
            """
            {"id": 1, "image_id": 1, "category_id": 5,
             "segmentation": [[0, 0, 3, 0], [0, 0, 1, 0, 1, 2, 0, 2]]}""");
    CocoMasks masks = CocoMasks.open(file, List.of());
    assertEquals("ear 1.0 024", segments(masks, "train/a", 3));
    assertEquals(
        "1 of its polygons have fewer than 3 corners and cover nothing",
        notes(masks).get(0).reason());
  }

  @Test
  void annotationsOfNoImageAreCounted() throws IOException {
    Path file =
        annotated(
            """
            {"id": 1, "image_id": 77, "category_id": 5, "segmentation": [[0,0,3,0,3,2]]},
            {"id": 2, "category_id": 5, "segmentation": [[0,0,3,0,3,2]]},
            {"id": 3, "image_id": 1, "category_id": 5, "segmentation": [[0,0,3,0,3,2]]}""");
    List<InputNote> notes = notes(CocoMasks.open(file, List.of()));
    assertEquals("annotation coco.json#1 false", shown(notes.get(0)));
    assertEquals("it is of none of the file's images", notes.get(0).reason());
    assertEquals("it has no image_id", notes.get(1).reason());
    assertEquals(
        "3 of its images, with 0 annotations, are no images of this run, such as train/b.x.png",
        notes.get(2).reason());
    CocoMasks wanted = CocoMasks.open(file, List.of("left eye"));
    assertEquals("'ear' is not among the segments asked for", notes(wanted).get(0).reason());
  }

  private static List<InputNote> notes(CocoMasks masks) {
    return masks.notes(List.of("train/a.jpg"));
  }

  private static String shown(InputNote note) {
    return note.kind() + " " + note.path() + " " + note.used();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.5 | annotation 7: score 1.5 is not between",
        "NaN | annotation 7: score NaN is not",
        "\"1\" | annotation 7: score is not a number",
      })
  void aBadScoreCostsItsImage(String score, String expected) throws IOException {
    String mask = "\"segmentation\": {\"counts\": \"6\", \"size\": [2, 3]}";
    Path file =
        annotated(
            "{\"id\": 7, \"category_id\": 5, \"score\": %s, \"image_id\": 1, %s},"
                    .formatted(score, mask)
                + "{\"id\": 9, \"image_id\": 2, \"category_id\": 5, \"score\": null, %s}"
                    .formatted(mask));
    assertTrue(refusal(file, "train/a").startsWith(expected), refusal(file, "train/a"));
    assertEquals("ear 1.0 6", segments(CocoMasks.open(file, List.of()), "train/b.x", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | what it holds is not an object",
        "[] | what it holds is not an object",
        "{} | it needs lists of images, categories and annotations, but has []",
        "{\"images\": [], \"images\": []} | it has images twice",
        "{\"images\": {}} | images is not a list",
        "{\"images\": [[]]} | image is not an object",
        "{\"images\": [{\"id\": 1}]} | an image needs id, width, height and file_name",
        "{\"images\": [{\"id\": true}]} | id is neither a whole number nor a text",
        "{\"images\": [{\"file_name\": 1}]} | file_name is not a text",
        "{\"images\": [{\"width\": 1.5}]} | width is not a whole number",
        "{\"categories\": [{\"id\": 1}]} | a category needs an id and a name",
        "{\"categories\": [{\"id\": 1, \"name\": \" \"}]} | a category needs an id and a name",
        "{\"categories\": [{\"id\": 1, \"name\": null}]} | name of a category is not a text",
        "{\"categories\": [{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}]}"
            + " | two categories have the id 1",
        "{\"annotations\": [1]} | annotation number 1 is not an object",
        "{\"images\": [], \"categories\": [], \"annotations\": [{\"id\": 3, \"image_id\": 4}]}"
            + " | none of its 1 annotations is of one of its images",
        "{\"images\": [{\"id\": 1, \"file_name\": \"a\", \"width\": 3, \"height\": 2}],"
            + " \"categories\": [], \"annotations\": [{\"id\": 3, \"image_id\": 1, \"bbox\": []}]}"
            + " | none of its 1 annotations can be used; annotation 3: it has no category_id",
        "{\"images\": [], \"categories\": [], \"annotations\": []} x"
            + " | line 1, column 53: not JSON: Unrecognized token 'x'",
        "{\"images\": [], \"categories\": [], \"annotations\": []} {}"
            + " | something follows the end of its JSON",
        "{\"images\": [{\"id\" | line 1, column 18: not JSON: Unexpected end-of-input",
      })
  void aBrokenFileIsRefused(String text, String expected) throws IOException {
    Path file = Files.writeString(temp.resolve("coco.json"), text == null ? "" : text);
    assertTrue(refusalAtOnce(file).startsWith(expected), refusalAtOnce(file));
  }

  @Test
  void twoImagesOfOneId() throws IOException {
    String image = "{\"id\": 1, \"file_name\": \"%s.jpg\", \"width\": 3, \"height\": 2}";
    Path file = write("\"images\": [" + image.formatted("a") + ", " + image.formatted("b") + "]");
    assertEquals("two images have the id 1", refusalAtOnce(file));
  }

  @Test
  void everyTruncatedFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write(IMAGES, CATEGORIES, ANNOTATIONS));
    for (int length = 0; length < whole.length; length++) {
      Path file = temp.resolve("coco.json");
      Files.write(file, Arrays.copyOf(whole, length));
      refusalAtOnce(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "["})
  void deepNestingIsRefused(String opening) throws IOException {
    for (String where : List.of("{\"info\": ", "{\"annotations\": [{\"segmentation\": ")) {
      Path file = Files.writeString(temp.resolve("coco.json"), where + opening.repeat(1_000_000));
      assertTrue(refusalAtOnce(file).contains("nesting depth"), refusalAtOnce(file));
    }
  }

  @Test
  void encodings() throws IOException {
    String text =
        Files.readString(
            write(IMAGES, CATEGORIES.replace("ear", "\u00f6hr\ud83d\udc42"), ANNOTATIONS));
    Path file = Files.writeString(temp.resolve("coco.json"), "\ufeff" + text);
    String expected = "left eye 1.0 222; left eye 0.25 024; \u00f6hr\ud83d\udc42 1.0 022OO";
    assertEquals(expected, segments(CocoMasks.open(file, List.of()), "train/a", 3));
    Files.write(file, text.getBytes(StandardCharsets.UTF_16));
    assertEquals("not UTF-8", refusalAtOnce(file));
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusalAtOnce(file).contains("not JSON: Invalid UTF-8"), refusalAtOnce(file));
  }

  @Test
  void aMillionCornersTakeLittleTime() throws IOException {
    String corners = "0.25, 0.5, 2.125, 1.75, ".repeat(500_000);
    Path file =
        annotated(
            """
            {"id": 1, "image_id": 1, "category_id": 5, "segmentation": [[%s 3, 0]]},
            {"id": 2, "image_id": 2, "category_id": 5, "segmentation": [[0,0,3,0,3,2]%s]}"""
                .formatted(corners, ",[0,0,3,0,3,2]".repeat(300_000)));
    CocoMasks masks = CocoMasks.open(file, List.of());
    assertTimeout(Duration.ofSeconds(10), () -> segments(masks, "train/a", 3));
    assertTimeout(Duration.ofSeconds(10), () -> segments(masks, "train/b.x", 3));
  }

  /** 8600 masks of a million pixels would take more than a gibibyte. */
  @Test
  void moreMasksThanFitInMemoryAreRefused() throws IOException {
    String entries =
        IntStream.range(0, 8600)
            .mapToObj(
                i ->
                    "{\"id\": %d, \"image_id\": 1, \"category_id\": 5, \"segmentation\": 7}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    String large =
        "\"images\": [{\"id\": 1, \"file_name\": \"a\", \"width\": 1000, \"height\": 1000}]";
    CocoMasks masks =
        CocoMasks.open(write(large, CATEGORIES, "\"annotations\": [" + entries + "]"), List.of());
    Exception e = assertThrows(IOException.class, () -> masks.segment("a", Pngs.image(1000, 1000)));
    assertTrue(e.getMessage().endsWith("too many for the memory"), e.getMessage());
  }

  @Test
  void aFileThatChangesIsNotReadOn() throws IOException {
    Path file = write(IMAGES, CATEGORIES, ANNOTATIONS);
    CocoMasks masks = CocoMasks.open(file, List.of());
    Files.writeString(file, " ", StandardOpenOption.APPEND);
    Exception e = assertThrows(IOException.class, () -> segments(masks, "train/a", 3));
    assertEquals(file + " has changed since it was opened", e.getMessage());
    Files.delete(file);
    assertThrows(IOException.class, () -> segments(masks, "train/a", 3));
    e = assertThrows(IOException.class, () -> CocoMasks.open(temp, List.of()));
    assertEquals(temp + " is not a file", e.getMessage());
  }
}
