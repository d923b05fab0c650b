package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code preprocessor_config.json} as the image processor of transformers 5 reads it: with its
 * own defaults in the place of missing keys, and without the keys that it does not read. {@code
 * processors.json} has the processors of segmenters; files of others stay as they are.
 *
 * @param type name of the processor, such as {@code MaskFormer}; empty = not said
 * @param keys what counts
 */
record ProcessorConfig(String type, JsonNode keys) {
  private static final JsonNode KNOWN = known();

  /** Keys that every processor reads. */
  private static final List<String> COMMON =
      List.of(
          "size",
          "resample",
          "do_resize",
          "do_rescale",
          "rescale_factor",
          "do_normalize",
          "image_mean",
          "image_std");

  private static final int BILINEAR = 2;

  private static JsonNode known() {
    try (InputStream in = ProcessorConfig.class.getResourceAsStream("processors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @param file {@code preprocessor_config.json}, or missing
   * @param modelType {@code model_type} of the {@code config.json} beside it, which says the
   *     processor where the file does not; empty if there is none
   */
  static ProcessorConfig of(JsonNode file, String modelType) {
    String type = type(file, modelType);
    JsonNode known = KNOWN.path(type);
    if (known.isMissingNode()) {
      return new ProcessorConfig(type, file);
    }
    List<String> read = new ArrayList<>(COMMON);
    known.path("reads").forEach(key -> read.add(key.asText()));
    ObjectNode keys = known.path("defaults").deepCopy();
    for (String key : read) {
      put(keys, key, file.path(key));
    }
    known.path("never").forEach(key -> keys.put(key.asText(), false));
    put(keys, "size", size(file, known));
    if (keys.has("size_divisibility")) {
      keys.set("size_divisor", keys.remove("size_divisibility"));
    }
    // the Formers pad whatever do_pad says
    boolean pads = file.path("do_pad").asBoolean(!type.equals("ViT"));
    if (!pads && !type.endsWith("Former")) {
      keys.remove("pad_size");
    }
    return new ProcessorConfig(type, keys);
  }

  /** Python takes {@code null} for "no" and for no filter, and for a default in all other keys. */
  private static void put(ObjectNode keys, String key, JsonNode value) {
    if (!value.isNull() && !value.isMissingNode()) {
      keys.set(key, value);
    } else if (value.isNull() && key.startsWith("do_")) {
      keys.put(key, false);
    } else if (value.isNull() && key.equals("resample")) {
      keys.put(key, BILINEAR);
    }
  }

  private static String type(JsonNode file, String modelType) {
    String named =
        file.path("image_processor_type").asText(file.path("feature_extractor_type").asText(""));
    if (!named.isEmpty()) {
      return named.replaceFirst("(ImageProcessor|FeatureExtractor).*", "");
    }
    for (var entry : KNOWN.properties()) {
      for (JsonNode model : entry.getValue().path("models")) {
        if (model.asText().equals(modelType)) {
          return entry.getKey();
        }
      }
    }
    return "";
  }

  /** Returns sides in the place of a number; missing if the file's size counts as it is. */
  private static JsonNode size(JsonNode file, JsonNode known) {
    JsonNode size = file.path("size");
    boolean limited = known.path("reads").toString().contains("\"max_size\"");
    int limit = file.path("max_size").asInt(known.path("limit").asInt(0));
    ObjectNode sides = known.path("defaults").path("size").deepCopy();
    if (size.isNumber()) {
      sides.removeAll();
      if (!known.path("number").asText().equals("shorter")) {
        return sides.put("height", size.asInt()).put("width", size.asInt());
      }
      sides.put("shortest_edge", size.asInt());
      return limited && limit > 0 ? sides.put("longest_edge", limit) : sides;
    }
    boolean both = size.isMissingNode() && limited && !known.has("limit") && limit > 0;
    return both ? sides.put("longest_edge", limit) : file.path("nothing");
  }
}
