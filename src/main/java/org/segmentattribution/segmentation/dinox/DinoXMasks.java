package org.segmentattribution.segmentation.dinox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.pixels.RunLengths;

/**
 * Reads the masks of one answer. Masks that do not name their format are the vendor's older one,
 * row by row, or COCO's; {@link #readable} tells which.
 */
final class DinoXMasks {
  private static final String COCO = "coco_rle";
  private static final String OLDER = "dds_rle";
  private static final Set<String> FIELDS = Set.of("counts", "size", "format");

  private final DinoXScale scale;
  private final boolean allMayBeCoco;

  /**
   * @param objects all objects of the answer: one mask that cannot be COCO's tells the format of
   *     the others
   */
  DinoXMasks(JsonNode objects, DinoXScale scale) {
    this.scale = scale;
    boolean may = true;
    for (JsonNode object : objects) {
      JsonNode mask = object.path("mask");
      if (isUnnamed(mask) && isSent(mask.path("size"))) {
        may = may && coco(mask.get("counts").asText()).isPresent();
      }
    }
    allMayBeCoco = may;
  }

  /**
   * Returns an object's mask on the image's own pixels; empty where it has none.
   *
   * @param what the object, for the message
   * @throws IOException where it is not a mask of the picture that was sent
   */
  Optional<Mask> read(JsonNode object, String what) throws IOException {
    JsonNode mask = object.path("mask");
    requireRuns(mask, what);
    if (!mask.hasNonNull("counts")) {
      return Optional.empty();
    }
    JsonNode size = mask.path("size");
    if (!isSent(size)) {
      throw new IOException(
          "%s has a mask of size %s, but %d rows and %d columns were sent: try again"
              .formatted(
                  what, DinoXReply.line(size.toString()), scale.sentHeight(), scale.sentWidth()));
    }
    try {
      return Optional.of(
          scale.restore(isUnnamed(mask) ? unnamed(mask, object.path("bbox")) : named(mask)));
    } catch (WrongInput e) {
      throw new IOException(
          "%s has a mask that cannot be read (%s): try again".formatted(what, e.getMessage()));
    }
  }

  /** Refuses what may be a mask in a form that is not known; it must not pass for no mask. */
  private static void requireRuns(JsonNode mask, String what) throws IOException {
    Iterator<String> fields = mask.fieldNames();
    while (fields.hasNext()) {
      String field = fields.next();
      if (!FIELDS.contains(field) && !mask.hasNonNull("counts")) {
        throw otherForm(what, field);
      }
    }
    if (!mask.isMissingNode() && !mask.isNull() && !mask.isObject()) {
      throw otherForm(what, mask.getNodeType().name().toLowerCase(Locale.ROOT));
    }
  }

  private static IOException otherForm(String what, String form) {
    return new IOException(
        "%s has a mask in another form (%s): only run lengths inside the answer are read"
            .formatted(what, DinoXReply.line(form)));
  }

  private boolean isSent(JsonNode size) {
    return size.size() == 2
        && size.path(0).isInt()
        && size.path(1).isInt()
        && size.path(0).intValue() == scale.sentHeight()
        && size.path(1).intValue() == scale.sentWidth();
  }

  private static boolean isUnnamed(JsonNode mask) {
    return mask.path("counts").isTextual() && mask.path("format").asText().isEmpty();
  }

  private Mask named(JsonNode mask) {
    JsonNode counts = mask.get("counts");
    String format = mask.path("format").asText();
    if (!format.isEmpty() && !format.equals(COCO) && !format.equals(OLDER)) {
      throw new WrongInput("format " + DinoXReply.line(format));
    }
    if (counts.isArray()) {
      return RunLengths.coco(numbers(counts), scale.sentWidth(), scale.sentHeight());
    }
    String text = bounded(counts.asText());
    return format.equals(OLDER)
        ? RunLengths.dds(text, scale.sentWidth(), scale.sentHeight())
        : RunLengths.coco(text, scale.sentWidth(), scale.sentHeight());
  }

  /**
   * Reads a mask without a format. The vendor's client takes it for the older one, the vendor's
   * sample for COCO's. Runs that do not fill the mask are not COCO's. Of two that fit, the object's
   * box decides; where it fits neither better, the format that was asked for.
   */
  private Mask unnamed(JsonNode mask, JsonNode box) {
    String text = bounded(mask.get("counts").asText());
    Mask older = RunLengths.dds(text, scale.sentWidth(), scale.sentHeight());
    Optional<Mask> coco = allMayBeCoco ? coco(text) : Optional.empty();
    return coco.isEmpty() || DinoXBox.fit(older, box) > DinoXBox.fit(coco.get(), box)
        ? older
        : coco.get();
  }

  private Optional<Mask> coco(String text) {
    try {
      return Optional.of(RunLengths.coco(bounded(text), scale.sentWidth(), scale.sentHeight()));
    } catch (WrongInput e) {
      return Optional.empty();
    }
  }

  private String bounded(String text) {
    // run lengths that fill the mask take fewer characters, whatever the mask is
    if (text.length() > 2L * scale.sentWidth() * scale.sentHeight() + 16) {
      throw new WrongInput(text.length() + " characters");
    }
    return text;
  }

  private static long[] numbers(JsonNode counts) {
    return IntStream.range(0, counts.size())
        .mapToObj(counts::get)
        .mapToLong(number -> number.isIntegralNumber() ? number.asLong() : -1)
        .toArray();
  }
}
