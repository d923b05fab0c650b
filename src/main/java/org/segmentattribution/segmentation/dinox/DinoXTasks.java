package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.segmentattribution.api.RgbImage;

/** Creates one task for each image, then polls it until it has ended (API v2). */
final class DinoXTasks {
  /**
   * The result of a task.
   *
   * @param data the JSON below {@code data}
   * @param body the whole reply, as it was received
   */
  record Answer(JsonNode data, String body) {
    static Answer of(DinoXReply reply) throws IOException {
      return new Answer(reply.data(), reply.body());
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TASK = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private final DinoXSettings settings;
  private final DinoXHttp http;
  private final DinoXTiming timing;
  private volatile String refusal;

  DinoXTasks(DinoXSettings settings, DinoXToken token, DinoXTiming timing) {
    this.settings = settings;
    this.http = new DinoXHttp(token);
    this.timing = timing;
  }

  /**
   * Returns the answer of a successful task for a picture in the size that is sent.
   *
   * @param key key of the task: one key means one task, however often it is sent
   * @throws DinoXLate where the task may still succeed
   * @throws DinoXRefusal where the token does not do; from then on no task is created
   * @throws IOException where this picture gets no answer
   */
  Answer run(RgbImage picture, String key) throws IOException, InterruptedException {
    byte[] request = request(DinoXPicture.dataUri(picture));
    DinoXDeadline deadline = new DinoXDeadline(settings.deadline(), timing);
    try {
      String task = create(request, key, deadline);
      return await(task, deadline);
    } catch (DinoXRefusal e) {
      refusal = e.getMessage();
      throw e;
    }
  }

  private String create(byte[] request, String key, DinoXDeadline deadline)
      throws IOException, InterruptedException {
    URI uri = URI.create(settings.endpoint() + "/v2/task/dinox/detection");
    return deadline.retry(
        "the image is being sent",
        timing.create(),
        most -> {
          requireNoRefusal();
          String task = http.post(uri, request, key, most).data().path("task_uuid").asText();
          if (!TASK.matcher(task).matches()) {
            throw new DinoXTransient("a reply without a task", Duration.ZERO);
          }
          return task;
        });
  }

  /**
   * Refuses new tasks after a refusal; tasks that already exist are paid for, so their answers are
   * still fetched.
   */
  private void requireNoRefusal() {
    if (refusal != null) {
      throw new DinoXRefusal(refusal);
    }
  }

  private Answer await(String task, DinoXDeadline deadline)
      throws IOException, InterruptedException {
    URI uri = URI.create(settings.endpoint() + "/v2/task_status/" + task);
    String state = "the task was created";
    while (true) {
      deadline.pause(timing.poll(), state);
      Answer answer =
          deadline.retry(state, timing.status(), most -> Answer.of(http.get(uri, most)));
      String status = answer.data().path("status").asText();
      if (status.equals("success")) {
        return answer;
      }
      if (status.equals("failed")) {
        throw DinoXReply.failedTask(answer.data().path("error").asText());
      }
      // other words may be new names for waiting or running
      state = "the task is '" + DinoXReply.line(status) + "'";
    }
  }

  private byte[] request(String image) throws JsonProcessingException {
    DinoXQuestion question = settings.question();
    ObjectNode json = JSON.createObjectNode();
    json.put("model", question.model()).put("image", image);
    ObjectNode prompt = json.putObject("prompt");
    if (question.sentPrompts().isEmpty()) {
      prompt.put("type", "universal");
    } else {
      prompt.put("type", "text").put("text", question.matching().text());
    }
    json.putArray("targets").add("bbox").add("mask");
    json.put("mask_format", "coco_rle");
    json.put("bbox_threshold", question.sentThreshold());
    json.put("iou_threshold", question.iouThreshold());
    return JSON.writeValueAsBytes(json);
  }
}
