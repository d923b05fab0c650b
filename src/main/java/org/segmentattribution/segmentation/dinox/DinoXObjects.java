package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;

/**
 * Reads the objects of an answer as detections on the image's own pixels, in the answer's order.
 */
final class DinoXObjects {
  /** Limit of the number of objects; the model finds some hundreds at most. */
  private static final int MOST = 10_000;

  private final DinoXQuestion question;
  private final DinoXScale scale;
  private final DinoXLeftOut leftOut;

  /**
   * @param leftOut receives the objects that mean none of the prompts or have no mask
   */
  DinoXObjects(DinoXQuestion question, DinoXScale scale, DinoXLeftOut leftOut) {
    this.question = question;
    this.scale = scale;
    this.leftOut = leftOut;
  }

  /** A name with a mask: what is there twice is one object. */
  private record Place(String name, Mask mask) {}

  /**
   * Reads the objects; leaves out those without a mask or with an empty one.
   *
   * @param data of a task that succeeded
   * @throws IOException naming the object, where a mask is not one of the picture that was sent
   */
  List<Detection> read(JsonNode data) throws IOException {
    JsonNode objects = data.path("result").path("objects");
    if (!objects.isArray()) {
      throw new IOException(withoutObjects(data));
    }
    requireFew(objects);
    DinoXMasks masks = new DinoXMasks(objects, scale);
    DinoXPrompts prompts = question.matching();
    List<String> strangers = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    Map<Place, Detection> found = new LinkedHashMap<>();
    for (int i = 0; i < objects.size(); i++) {
      JsonNode object = objects.get(i);
      String category = object.path("category").asText();
      List<String> names = prompts.match(category);
      if (names.isEmpty()) {
        strangers.add(category);
        continue;
      }
      String what = "object %d ('%s')".formatted(i + 1, DinoXReply.line(names.get(0)));
      Optional<Mask> mask = masks.read(object, what);
      if (mask.isEmpty()) {
        bare.addAll(names);
      } else if (!mask.get().isEmpty()) {
        add(found, names, mask.get(), score(object.path("score"), what));
      }
    }
    // only here, so that an answer that cannot be read adds nothing
    leftOut.add(strangers, bare);
    return List.copyOf(found.values());
  }

  private void add(Map<Place, Detection> found, List<String> names, Mask mask, double score) {
    for (String name : names) {
      if (question.accepts(name, score)) {
        found.merge(
            new Place(name, mask),
            new Detection(name, mask, score),
            (before, again) -> before.score() >= again.score() ? before : again);
      }
    }
  }

  /** Reads a score as a number, which some services write as a text. */
  private static double score(JsonNode score, String what) throws IOException {
    double value = score.isTextual() ? number(score.textValue()) : score.asDouble(Double.NaN);
    if (!(value >= 0 && value <= 1)) {
      throw new IOException(
          "%s has the score %s, which is no number from 0 to 1: try again"
              .formatted(what, DinoXReply.line(score.isMissingNode() ? "none" : score.toString())));
    }
    return value;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Says what is there instead of the objects. No other address is ever asked. */
  private static String withoutObjects(JsonNode data) {
    for (JsonNode part : new JsonNode[] {data, data.path("result")}) {
      for (Map.Entry<String, JsonNode> field : part.properties()) {
        if (field.getValue().asText().matches("(?is)\\s*https?://.*")) {
          return "an answer that is elsewhere (%s): only objects inside the reply are read"
              .formatted(DinoXReply.line(field.getKey()));
        }
      }
    }
    return "an answer without result.objects: check the endpoint";
  }

  /** Limits the memory before any mask is decoded: every mask has the size of the image. */
  private void requireFew(JsonNode objects) throws IOException {
    if (objects.size() > MOST) {
      throw new IOException("an answer of %d objects; at most %d".formatted(objects.size(), MOST));
    }
    long masks = 0;
    for (JsonNode object : objects) {
      masks += object.path("mask").hasNonNull("counts") ? 1 : 0;
    }
    long bytes = masks * scale.width() * scale.height() / Byte.SIZE;
    long most = Runtime.getRuntime().maxMemory() / 3;
    if (bytes > most) {
      throw new IOException(
          "%d masks of %dx%d pixels take %d MiB; at most %d of Java's memory: ask for fewer prompts or give Java more (SAT_JAVA_OPTS=-Xmx…)"
              .formatted(masks, scale.width(), scale.height(), bytes >> 20, most >> 20));
    }
  }
}
