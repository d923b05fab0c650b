package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;

/** Answers about a picture of 20 x 12. */
class DinoXObjectsTest {
  private static final Mask MASK = FakeDinoX.middle(20, 12);

  private final DinoXLeftOut leftOut = new DinoXLeftOut();

  private List<Detection> read(String... objects) throws IOException {
    return read(DinoXScale.of(20, 12), FakeDinoX.success(objects));
  }

  private List<Detection> read(DinoXScale scale, String data) throws IOException {
    DinoXQuestion question = DinoXQuestion.of(List.of("eye", "ear"));
    return new DinoXObjects(question, scale, leftOut).read(new ObjectMapper().readTree(data));
  }

  private String failure(String... objects) {
    String message = assertThrows(IOException.class, () -> read(objects)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void masksOfAnotherSize() {
    String small = FakeDinoX.object("eye", FakeDinoX.middle(19, 12));
    assertTrue(
        failure(small)
            .contains("object 1 ('eye') has a mask of size [12,19], but 12 rows and 20 columns"));
    assertTrue(failure(FakeDinoX.object("eye", "{\"counts\":\"22\"}")).contains("of size ,"));
    String mixed = FakeDinoX.object("tail", "null");
    assertTrue(failure(mixed, small).contains("object 2"));
    assertEquals(
        Map.of(), leftOut.unmatched(), "nothing is counted of an answer that cannot be read");
  }

  @Test
  void masksThatCannotBeRead() {
    String size = ",\"size\":[12,20]";
    for (String mask :
        List.of(
            "{\"counts\":\"22\"" + size + ",\"format\":\"coco_rle\"}",
            "{\"counts\":\"oooooooooo0\"" + size + "}",
            "{\"counts\":[241]" + size + "}",
            "{\"counts\":[9223372036854775807,9223372036854775807,242]" + size + "}",
            "{\"counts\":[1.5,2]" + size + "}",
            "{\"counts\":{}" + size + ",\"format\":\"coco_rle\"}",
            "{\"counts\":\"" + "0".repeat(1000) + "\"" + size + "}",
            "{\"counts\":\"22\"" + size + ",\"format\":\"png\"}")) {
      String message = failure(FakeDinoX.object("ear", MASK), FakeDinoX.object("eye", mask));
      assertTrue(message.contains("object 2 ('eye') has a mask that cannot be read ("), message);
    }
  }

  @Test
  void formsOfMasks() throws IOException {
    String size = ",\"size\":[12,20]}";
    List<Mask> masks =
        read(
                FakeDinoX.object("eye", MASK),
                FakeDinoX.object("eye", "{\"counts\":[12,12,216]" + size),
                FakeDinoX.object("eye", "{\"counts\":\"123\"" + size),
                FakeDinoX.object("eye", "{\"counts\":\"12\",\"format\":\"dds_rle\"" + size),
                FakeDinoX.object("eye", "{\"counts\":\"\",\"format\":\"dds_rle\"" + size))
            .stream()
            .map(Detection::mask)
            .toList();
    Mask row = Mask.of(20, 12, (x, y) -> y == 0 && (x == 1 || x == 2));
    assertEquals(
        List.of(MASK, Mask.of(20, 12, (x, y) -> x == 1), row), masks, "one row, sent twice");
  }

  @Test
  void objectsThatAreLeftOut() throws IOException {
    List<Detection> found =
        read(
            FakeDinoX.object("tail", MASK),
            FakeDinoX.object("eye ear", "{\"counts\":\"bad\"}"),
            FakeDinoX.object("EAR ", MASK),
            FakeDinoX.object("eye", Mask.empty(20, 12)),
            FakeDinoX.object("eye", "null"),
            FakeDinoX.object("eye", "{\"size\":[12,20]}"),
            "{\"category\":\"eye\",\"score\":2}",
            "{}");
    assertEquals(List.of(new Detection("ear", MASK, 0.61)), found);
    assertEquals(Map.of("tail", 1, "eye ear", 1, "", 1), leftOut.unmatched());
    assertEquals(Map.of("eye", 3), leftOut.withoutMask());
  }

  @Test
  void answersWithoutObjects() throws IOException {
    assertEquals(List.of(), read());
    for (String data : List.of("{}", "{\"result\":null}", "{\"result\":{\"objects\":7}}")) {
      assertThrows(IOException.class, () -> read(DinoXScale.of(20, 12), data), data);
    }
  }

  @Test
  void masksComeBackToTheImage() throws IOException {
    DinoXScale scale = DinoXScale.of(3072, 7);
    assertEquals(new DinoXScale(3072, 7, 1536, 3), scale);
    assertEquals(new DinoXScale(1, 4000, 1, 1536), DinoXScale.of(1, 4000));
    assertEquals(new DinoXScale(1536, 1535, 1536, 1535), DinoXScale.of(1536, 1535));
    Mask sent = Mask.of(1536, 3, (x, y) -> x >= 384 && x < 1152 && y == 1);
    Mask mask = read(scale, FakeDinoX.success(FakeDinoX.object("eye", sent))).get(0).mask();
    // the centres of rows 2, 3 and 4 of 7 lie in the second third; bilinear corners are round
    Mask cross =
        Mask.of(
            3072,
            7,
            (x, y) -> y == 3 && x >= 768 && x < 2304 || y >= 2 && y <= 4 && x > 768 && x < 2303);
    assertEquals(cross, mask);
  }
}
