package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.pixels.RunLengths;

/**
 * The vendor's own client sent the same requests and read the same masks; what it did was recorded
 * by {@code scripts/record-dinox-requests.py}.
 */
@Timeout(60)
class DinoXVendorClientTest {
  private static final String KEY = "Idempotency-Key";

  /** What the library, the machine or the picture decide. */
  private static final List<String> OTHERS =
      List.of("Accept-Encoding", "Connection", "Content-Length", "Host", "User-Agent");

  private static final JsonNode RECORDED = recorded();

  private static JsonNode recorded() {
    try (InputStream in =
        DinoXVendorClientTest.class.getResourceAsStream("/dinox/vendor-client.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSameRequests() throws IOException {
    assertEquals(FakeDinoX.TOKEN, RECORDED.get("token").asText());
    assertEquals(9, RECORDED.get("tasks").size());
    for (JsonNode task : RECORDED.get("tasks")) {
      assertSame(task.get("name").asText(), task.get("requests"), ours(task));
    }
  }

  /** Asks the same about a picture of the same size; questions about the task are told once. */
  private static List<FakeDinoX.Received> ours(JsonNode task) throws IOException {
    JsonNode requests = task.get("requests");
    long creates = requests.findValuesAsText("method").stream().filter("POST"::equals).count();
    try (FakeDinoX server = new FakeDinoX()) {
      FakeFault again = FakeFault.status(200, "{\"code\":202001,\"msg\":\"try again\"}");
      server.faults =
          call -> call.isCreate() && call.attempt() < creates - 1 ? again : FakeFault.none();
      server.outcome = one -> FakeDinoX.success();
      RgbImage image = RgbImage.black(task.get("width").asInt(), task.get("height").asInt());
      server.client(question(requests.get(0).get("body"))).segment("a/1", image);
      assertEquals(List.of(), List.copyOf(server.violations));
      List<FakeDinoX.Received> received = new ArrayList<>(server.received);
      return received.subList(0, (int) creates + 1);
    }
  }

  private static DinoXQuestion question(JsonNode body) {
    JsonNode text = body.get("prompt").path("text");
    List<String> names = text.isMissingNode() ? List.of() : List.of(text.asText().split("\\."));
    return new DinoXQuestion(
        body.get("model").asText(),
        names.stream().map(Prompt::named).toList(),
        text.isMissingNode(),
        body.get("bbox_threshold").asDouble(),
        body.get("iou_threshold").asDouble());
  }

  private static void assertSame(String name, JsonNode theirs, List<FakeDinoX.Received> ours)
      throws IOException {
    assertEquals(theirs.size(), ours.size(), name);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < theirs.size(); i++) {
      JsonNode their = theirs.get(i);
      FakeDinoX.Received our = ours.get(i);
      assertEquals(their.get("method").asText(), our.method(), name);
      assertEquals(
          their.get("path").asText(),
          our.path().replaceFirst("task-[0-9a-f]{32}$", "task-1"),
          name);
      assertHeaders(name, their.get("headers"), our, keys);
      if (their.has("body")) {
        assertBody(name, their.get("body"), our.body());
      }
    }
    assertEquals(1, keys.size(), name + ": one key a task");
  }

  private static void assertHeaders(
      String name, JsonNode theirs, FakeDinoX.Received our, Set<String> keys) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(our.headers().keySet());
    OTHERS.forEach(names::remove);
    Set<String> expected = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    theirs.fieldNames().forEachRemaining(expected::add);
    assertEquals(expected, names, name);
    for (String header : expected) {
      List<String> values = our.headers().get(header);
      if (header.equals(KEY)) {
        assertTrue(values.get(0).matches("[0-9a-f]{32}"), values.toString());
        keys.add(values.get(0));
      } else {
        assertEquals(List.of(theirs.get(header).asText()), values, name + " " + header);
      }
    }
  }

  private static void assertBody(String name, JsonNode theirs, JsonNode ours) throws IOException {
    ObjectNode their = theirs.deepCopy();
    ObjectNode our = ours.deepCopy();
    JsonNode image = their.remove("image");
    String uri = our.remove("image").asText();
    assertEquals(their, our, name);
    // it sends a file as it is, and what it has shrunk as PNG; we always write a JPEG
    assertTrue(image.get("start").asText().matches("data:image/(jpeg|png);base64"), name);
    assertTrue(uri.startsWith("data:image/jpeg;base64,"), name);
    BufferedImage sent = FakeDinoX.decode(uri);
    assertEquals(image.get("width").asInt(), sent.getWidth(), name);
    assertEquals(image.get("height").asInt(), sent.getHeight(), name);
  }

  @Test
  void theSameMasks() throws IOException {
    int compared = 0;
    for (JsonNode answer : RECORDED.get("answers")) {
      DinoXScale scale = DinoXScale.of(answer.get("width").asInt(), answer.get("height").asInt());
      ObjectNode data = new ObjectMapper().createObjectNode();
      data.putObject("result").set("objects", answer.get("objects"));
      List<Detection> found =
          new DinoXObjects(DinoXQuestion.of(List.of("eye")), scale, new DinoXLeftOut()).read(data);
      assertEquals(answer.get("masks").size(), found.size());
      for (int i = 0; i < found.size(); i++) {
        assertAgree(mask(answer.get("masks").get(i)), found.get(i).mask(), scale);
        compared++;
      }
    }
    assertEquals(18, compared);
  }

  /**
   * Compares two masks. OpenCV enlarges bytes by whole numbers and rounds halves up or down, so
   * outlines may differ by a pixel.
   */
  private static void assertAgree(Mask theirs, Mask ours, DinoXScale scale) {
    if (scale.width() == scale.sentWidth() && scale.height() == scale.sentHeight()) {
      assertEquals(theirs, ours);
    }
    Mask more = ours.minus(theirs.dilate(1, PadShape.SQUARE));
    Mask less = theirs.minus(ours.dilate(1, PadShape.SQUARE));
    assertTrue(more.isEmpty() && less.isEmpty(), scale + ": " + more + " " + less);
  }

  /** The vendor's client takes masks without a format for the older one. */
  private static Mask mask(JsonNode mask) {
    int height = mask.get("size").get(0).asInt();
    int width = mask.get("size").get(1).asInt();
    String counts = mask.get("counts").asText();
    return mask.path("format").asText().equals("coco_rle")
        ? RunLengths.coco(counts, width, height)
        : RunLengths.dds(counts, width, height);
  }
}
