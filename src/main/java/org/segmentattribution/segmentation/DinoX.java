package org.segmentattribution.segmentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.segmentattribution.image.ReplacedFile;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.image.Sha256;

/**
 * DINO-X over HTTP, API v2: all prompts of an image in one paid task. Answers are kept as they
 * came, by pixels and question, so that no image is paid for twice.
 */
final class DinoX implements Segmenter {
  private static final String MODEL = "DINO-X-1.0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DinoXSettings settings;
  private final DinoXHttp http;
  private final DinoXToken token;
  private final DinoXAnswer answer;
  private final Semaphore free;
  private final Map<String, Object> asking = new ConcurrentHashMap<>();
  private volatile DinoXRefusal refused;

  DinoX(DinoXSettings settings, DinoXToken token) {
    this.settings = settings;
    this.token = token;
    http = new DinoXHttp(settings, token);
    answer = new DinoXAnswer(settings.texts());
    free = new Semaphore(settings.concurrency());
  }

  /**
   * Asks for an image, or reads what was answered before.
   *
   * @throws IOException in one line, if this image cannot be had
   * @throws DinoXRefusal if none can be had: token or account
   */
  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    DinoXPicture picture = DinoXPicture.of(image);
    String key = key(image);
    JsonNode result;
    // the same picture twice is asked for once
    synchronized (asking.computeIfAbsent(key, k -> new Object())) {
      result = known(key);
      if (result == null) {
        result = asked(stem, picture);
        keep(key, result);
      }
    }
    try {
      return answer.detections(result, new int[] {picture.width(), picture.height()}, image);
    } catch (IOException e) {
      throw new IOException(stem + ": " + e.getMessage(), e);
    }
  }

  private JsonNode asked(String stem, DinoXPicture picture) throws IOException {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    try {
      if (refused != null) {
        throw refused;
      }
      return task(picture);
    } catch (DinoXRefusal e) {
      refused = e;
      throw e;
    } catch (DinoXFailure | IOException e) {
      throw new IOException(stem + ": " + e.getMessage(), e);
    } finally {
      free.release();
    }
  }

  /** Creates a task and waits for it; a question that is lost is asked again, never a new task. */
  private JsonNode task(DinoXPicture picture) throws IOException {
    Instant deadline = Instant.now().plus(settings.deadline());
    String key = UUID.randomUUID().toString().replace("-", "");
    JsonNode created = http.post("/v2/task/dinox/detection", question(picture), key, deadline);
    String task = created.path("task_uuid").asText();
    if (!task.matches("[\\w-]{1,100}")) {
      throw new DinoXFailure("DINO-X: created no task");
    }
    String status = "";
    while (Instant.now().isBefore(deadline)) {
      JsonNode state = http.get("/v2/task_status/" + task, deadline);
      status = token.hideIn(state.path("status").asText());
      if (status.equals("success")) {
        return state.path("result");
      }
      if (status.equals("failed")) {
        String why = token.hideIn(state.path("error").asText());
        throw new DinoXFailure("DINO-X: failed: " + (why.isEmpty() ? "no reason given" : why));
      }
      DinoXHttp.sleep(settings.poll().toMillis());
    }
    throw new IOException("DINO-X: still '" + status + "' at the deadline");
  }

  private byte[] question(DinoXPicture picture) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("model", MODEL).put("image", picture.uri());
    ObjectNode prompt = body.putObject("prompt");
    if (settings.texts().isEmpty()) {
      prompt.put("type", "universal").put("universal", 1);
    } else {
      prompt.put("type", "text").put("text", String.join(".", settings.texts()));
    }
    body.putArray("targets").add("bbox").add("mask");
    body.put("mask_format", "coco_rle");
    body.put("bbox_threshold", settings.threshold()).put("iou_threshold", settings.overlap());
    return JSON.writeValueAsBytes(body);
  }

  private String key(RgbImage image) {
    String head =
        "%s %s %s %s %dx%d"
            .formatted(
                MODEL,
                settings.texts(),
                settings.threshold(),
                settings.overlap(),
                image.width(),
                image.height());
    return new Sha256().add(head).add(image.rgb()).hex();
  }

  private Path file(String key) {
    return settings.cache().resolve("dinox").resolve(key.substring(0, 2)).resolve(key + ".json");
  }

  /** Null where nothing is kept, or what is kept is broken. */
  private JsonNode known(String key) throws IOException {
    if (settings.cache() == null || !Files.isRegularFile(file(key))) {
      return null;
    }
    try {
      JsonNode kept = JSON.readTree(file(key).toFile());
      return kept.path("objects").isArray() ? kept : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void keep(String key, JsonNode result) throws IOException {
    if (settings.cache() != null && result.path("objects").isArray()) {
      Files.createDirectories(file(key).getParent());
      byte[] json = token.hideIn(result);
      ReplacedFile.write(file(key), part -> Files.write(part, json));
    }
  }
}
