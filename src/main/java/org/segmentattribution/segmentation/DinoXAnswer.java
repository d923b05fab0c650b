package org.segmentattribution.segmentation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.segmentattribution.image.Mask;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.image.SegmentNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the result of a task to detections.
 *
 * @param texts that were asked for; none = every category counts
 * @param strangers categories that were no text, for the log, once each
 */
record DinoXAnswer(List<String> texts, Set<String> strangers) {
  private static final Logger LOG = LoggerFactory.getLogger(DinoXAnswer.class);

  DinoXAnswer(List<String> texts) {
    this(texts, new ConcurrentSkipListSet<>());
  }

  /**
   * Objects with a mask, on the image's own pixels.
   *
   * @param sent width and height of the picture that was sent
   * @throws IOException naming the object whose mask is wrong
   */
  List<Detection> detections(JsonNode result, int[] sent, RgbImage image) throws IOException {
    List<Detection> found = new ArrayList<>();
    int number = 0;
    for (JsonNode object : result.path("objects")) {
      number++;
      String category = SegmentNames.normalise(object.path("category").asText());
      String text = text(category);
      if (text == null) {
        stranger(category);
      } else if (object.path("mask").isObject()) {
        try {
          Mask mask = mask(object.path("mask"), sent[0], sent[1]);
          Mask own = image.width() == sent[0] ? mask : enlarged(mask, image);
          found.add(new Detection(text, own, object.path("score").asDouble()));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "DINO-X: the mask of object %d: %s".formatted(number, e.getMessage()), e);
        }
      }
    }
    return found;
  }

  /** The text that a category stands for: itself, or the only one that it has a part of. */
  private String text(String category) {
    if (texts.isEmpty() || texts.contains(category)) {
      return category.isEmpty() ? null : category;
    }
    List<String> near =
        texts.stream()
            .filter(text -> !category.isEmpty())
            .filter(text -> text.contains(category) || category.contains(text))
            .toList();
    return near.size() == 1 ? near.get(0) : null;
  }

  private void stranger(String category) {
    if (strangers.size() < 20 && strangers.add(category)) {
      LOG.warn("DINO-X found '{}', which nobody asked for; it is left out", category);
    }
  }

  private static Mask mask(JsonNode mask, int width, int height) {
    JsonNode size = mask.path("size");
    if (size.size() != 2 || size.get(0).asInt() != height || size.get(1).asInt() != width) {
      throw new IllegalArgumentException(
          "is of size " + size + ", but the picture of [" + height + "," + width + "]");
    }
    JsonNode counts = mask.path("counts");
    if (counts.isArray()) {
      long[] runs = new long[counts.size()];
      for (int i = 0; i < runs.length; i++) {
        runs[i] = counts.get(i).asLong(-1);
      }
      return RunLengths.coco(runs, width, height);
    }
    String text = counts.asText();
    return switch (mask.path("format").asText()) {
      case "coco_rle" -> RunLengths.coco(text, width, height);
      case "" -> untold(text, width, height);
      default -> RunLengths.dds(text, width, height);
    };
  }

  /** COCO's runs were asked for; where they do not fill the mask, the older ones came. */
  private static Mask untold(String text, int width, int height) {
    try {
      return RunLengths.coco(text, width, height);
    } catch (IllegalArgumentException e) {
      return RunLengths.dds(text, width, height);
    }
  }

  private static Mask enlarged(Mask mask, RgbImage image) {
    return mask.sample(
        image.width(),
        image.height(),
        x -> (int) ((x + 0.5) * mask.width() / image.width()),
        y -> (int) ((y + 0.5) * mask.height() / image.height()));
  }
}
