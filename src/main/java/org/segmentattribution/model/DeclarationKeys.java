package org.segmentattribution.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;

/** Checks the keys of a declaration's JSON. */
final class DeclarationKeys {
  static final String EXAMPLE =
      "{\"classes\": [\"cat\", \"dog\"], \"input\": {\"size\": [224, 224], \"resize\": 256,"
          + " \"crop\": \"center\", \"range\": [0, 1], \"mean\": [0.485, 0.456, 0.406],"
          + " \"std\": [0.229, 0.224, 0.225], \"channels\": \"RGB\"}}";

  /** What other programs call the keys of a declaration. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "crop_pct", "crop_fraction",
          "crop_mode", "crop",
          "resample", "interpolation",
          "crop_size", "size",
          "input_size", "size",
          "resize_size", "resize",
          "shortest_edge", "resize",
          "image_mean", "mean",
          "image_std", "std");

  private DeclarationKeys() {}

  /**
   * Refuses what is no object, or has a key that is not known.
   *
   * @param prefix of the keys in messages, such as {@code input.}
   * @throws WrongInput that names the key
   */
  static void only(JsonNode object, String prefix, Collection<String> known) {
    check(object.isObject(), "an object like " + EXAMPLE + " is needed");
    for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      check(
          known.contains(key),
          prefix
              + key
              + ": unknown key; known: "
              + String.join(", ", known.stream().sorted().toList())
              + Spelling.hint(key, known, ELSEWHERE));
    }
  }

  /**
   * Returns one of some texts; {@code otherwise} where the key is left out.
   *
   * @throws WrongInput that names the key and all texts
   */
  static String choice(JsonNode input, String key, String otherwise, List<String> known) {
    JsonNode value = input.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    String list = String.join(", ", known.stream().map(k -> '"' + k + '"').toList());
    check(
        value.isTextual() && known.contains(value.textValue()),
        "input."
            + key
            + ": "
            + Quoted.line(value.toString())
            + " is not known; known: "
            + list
            + Spelling.hint(value.asText(), known, ELSEWHERE));
    return value.textValue();
  }

  /** Refuses a declaration with a message that names the key, unless a condition holds. */
  static void check(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(message);
    }
  }
}
