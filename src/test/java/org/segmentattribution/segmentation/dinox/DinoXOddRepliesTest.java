package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.segmentation.pixels.RunLengths;

/** Answers about a picture of 20 x 12 that are not as documented: right, or refused in one line. */
class DinoXOddRepliesTest {
  private static final Mask MASK = FakeDinoX.middle(20, 12);
  private static final String RUNS =
      "{\"counts\":\"%s\",\"size\":[12,20]%s}"
          .formatted(RunLengths.coco(MASK), ",\"format\":\"coco_rle\"");

  private final DinoXLeftOut leftOut = new DinoXLeftOut();

  private List<Detection> answer(String data) throws IOException {
    String body = "{\"code\":0,\"msg\":\"ok\",\"data\":" + data + "}";
    DinoXQuestion question = DinoXQuestion.of(List.of("eye", "ear"));
    return new DinoXObjects(question, DinoXScale.of(20, 12), leftOut)
        .read(new DinoXReply(200, Duration.ZERO, body).data());
  }

  private List<Detection> objects(String... objects) throws IOException {
    return answer(FakeDinoX.success(objects));
  }

  private static String object(String score, String box, String mask) {
    return "{\"category\":\"eye\",\"score\":%s,\"bbox\":%s,\"mask\":%s}"
        .formatted(score, box, mask);
  }

  private String refusal(String data) {
    String message = assertThrows(IOException.class, () -> answer(data)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void resultsThatAreElsewhere() {
    for (String data :
        List.of(
            "{\"status\":\"success\",\"result\":\"https://a.example/r.json?key=s3cret\"}",
            "{\"status\":\"success\",\"result\":{\"url\":\"https://a.example/s3cret\"}}",
            "{\"status\":\"success\",\"result_url\":\"HTTPS://a.example/s3cret\"}")) {
      String said = refusal(data);
      assertTrue(
          said.matches("an answer that is elsewhere \\((result|url|result_url)\\):.*"), said);
    }
    for (String mask :
        List.of(
            "\"https://a.example/s3cret.png\"", "{\"url\":\"https://s3cret\"}", "[[1,2,3,4]]")) {
      String said = refusal(FakeDinoX.success(object("0.5", "[0,0,1,1]", mask)));
      assertTrue(said.startsWith("object 1 ('eye') has a mask in another form ("), said);
      assertTrue(!said.contains("s3cret"), said);
    }
    assertTrue(refusal("{\"result\":{\"objects\":null}}").contains("without result.objects"));
  }

  @Test
  void scores() throws IOException {
    assertEquals(0.61, objects(object("\"0.61\"", "[]", RUNS)).get(0).score());
    assertEquals(1, objects(object("1", "[]", RUNS)).get(0).score());
    for (String score : List.of("NaN", "\"NaN\"", "\"high\"", "-0.1", "61", "null", "Infinity")) {
      String said = refusal(FakeDinoX.success(object(score, "[]", RUNS)));
      assertTrue(said.startsWith("object 1 ('eye') has the score "), said);
      assertTrue(said.contains(score.replace("\"", "")), said);
    }
  }

  @Test
  void boxesDoNotMatter() throws IOException {
    for (String box :
        List.of("null", "\"\"", "[NaN,0,1,1]", "[-50,-50,900,900]", "[9,9,1,1]", "{\"x\":1}")) {
      assertEquals(List.of(new Detection("eye", MASK, 0.5)), objects(object("0.5", box, RUNS)));
    }
  }

  @Test
  void oneObjectTwiceIsOne() throws IOException {
    List<Detection> found =
        objects(
            object("0.5", "[]", RUNS),
            object("0.7", "[]", RUNS),
            FakeDinoX.object("ear", MASK),
            object("0.6", "[]", RUNS));
    assertEquals(List.of(new Detection("eye", MASK, 0.7), new Detection("ear", MASK, 0.61)), found);
  }

  @Test
  void emptyObjects() throws IOException {
    assertEquals(List.of(), objects("{}", "null", "[]", "7", "{\"category\":\"eye\"}"));
    assertEquals(Map.of("", 4), leftOut.unmatched());
    assertEquals(Map.of("eye", 1), leftOut.withoutMask());
  }

  /** Runs that fill the mask may be of either form; the older form reads as COCO's, wrongly. */
  @Test
  void masksThatDoNotNameTheirForm() throws IOException {
    Mask corner = Mask.of(20, 12, (x, y) -> x >= 15 && y >= 6);
    String older = "{\"counts\":\"%s\",\"size\":[12,20]}".formatted(RunLengths.dds(corner));
    String coco = "{\"counts\":\"%s\",\"size\":[12,20]}".formatted(RunLengths.coco(corner));
    String box = "[15,6,20,12]";
    assertEquals(corner, objects(object("0.5", box, older)).get(0).mask());
    assertEquals(corner, objects(object("0.5", box, coco)).get(0).mask());
    // without a box, the form that was asked for
    assertEquals(corner, objects(object("0.5", "[]", coco)).get(0).mask());
    // unless another mask of the answer cannot be of that form
    String other = "{\"counts\":\"%s\",\"size\":[12,20]}".formatted(RunLengths.dds(MASK));
    List<Detection> found = objects(object("0.5", "[]", older), object("0.5", "[]", other));
    assertEquals(List.of(corner, MASK), found.stream().map(Detection::mask).toList());
  }
}
