package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.pixels.RunLengths;

/**
 * Reads the objects of an answer as detections on the image's own pixels, in the answer's order.
 */
final class DinoXObjects {
  /** Limit of the number of objects; the model finds some hundreds at most. */
  private static final int MOST = 10_000;

  private final DinoXPrompts prompts;
  private final DinoXScale scale;
  private final Consumer<String> unmatched;

  /**
   * @param unmatched receives the category of each object that means none of the prompts
   */
  DinoXObjects(DinoXPrompts prompts, DinoXScale scale, Consumer<String> unmatched) {
    this.prompts = prompts;
    this.scale = scale;
    this.unmatched = unmatched;
  }

  /**
   * Reads the objects; leaves out those without a mask or with an empty one.
   *
   * @param data of a task that succeeded
   * @throws IOException naming the object, where a mask is not one of the picture that was sent
   */
  List<Detection> read(JsonNode data) throws IOException {
    JsonNode objects = data.path("result").path("objects");
    if (!objects.isArray()) {
      throw new IOException("an answer without result.objects: check the endpoint");
    }
    requireFew(objects);
    List<String> strangers = new ArrayList<>();
    List<Detection> found = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      JsonNode object = objects.get(i);
      String category = object.path("category").asText();
      Optional<String> name = prompts.match(category);
      if (name.isEmpty()) {
        strangers.add(category);
      } else if (object.path("mask").hasNonNull("counts")) {
        Mask mask = mask(object.get("mask"), "object " + (i + 1) + " ('" + name.get() + "')");
        if (!mask.isEmpty()) {
          double score = object.path("score").asDouble();
          found.add(new Detection(name.get(), mask, Math.max(0, Math.min(1, score))));
        }
      }
    }
    // only here, so that an answer that cannot be read adds nothing
    strangers.forEach(unmatched);
    return List.copyOf(found);
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

  private Mask mask(JsonNode mask, String object) throws IOException {
    JsonNode size = mask.path("size");
    if (!isSent(size)) {
      throw new IOException(
          "%s has a mask of size %s, but %d rows and %d columns were sent: try again"
              .formatted(
                  object, DinoXReply.line(size.toString()), scale.sentHeight(), scale.sentWidth()));
    }
    try {
      return scale.restore(decode(mask.get("counts"), mask.path("format").asText()));
    } catch (WrongInput e) {
      throw new IOException(
          "%s has a mask that cannot be read (%s): try again".formatted(object, e.getMessage()));
    }
  }

  private boolean isSent(JsonNode size) {
    return size.size() == 2
        && size.path(0).isInt()
        && size.path(1).isInt()
        && size.path(0).intValue() == scale.sentHeight()
        && size.path(1).intValue() == scale.sentWidth();
  }

  private Mask decode(JsonNode counts, String format) {
    if (!format.isEmpty() && !format.equals("coco_rle") && !format.equals("dds_rle")) {
      throw new WrongInput("format " + DinoXReply.line(format));
    }
    int width = scale.sentWidth();
    int height = scale.sentHeight();
    if (counts.isArray()) {
      return RunLengths.coco(numbers(counts), width, height);
    }
    String text = counts.asText();
    // run lengths that fill the mask take fewer characters, whatever the mask is
    if (text.length() > 2L * width * height + 16) {
      throw new WrongInput(text.length() + " characters");
    }
    if (format.equals("dds_rle")) {
      return RunLengths.dds(text, width, height);
    }
    try {
      return RunLengths.coco(text, width, height);
    } catch (WrongInput e) {
      if (format.isEmpty()) {
        // the older format does not name itself
        return RunLengths.dds(text, width, height);
      }
      throw e;
    }
  }

  private static long[] numbers(JsonNode counts) {
    return IntStream.range(0, counts.size())
        .mapToObj(counts::get)
        .mapToLong(number -> number.isIntegralNumber() ? number.asLong() : -1)
        .toArray();
  }
}
