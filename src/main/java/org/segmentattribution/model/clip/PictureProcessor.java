package org.segmentattribution.model.clip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.segmentattribution.model.huggingface.file.FolderJson;

/** Reads how CLIP's and SigLIP's processors make the input of a picture. */
final class PictureProcessor {
  private static final int CHANNELS = 3;

  /** Interpolations by their numbers in Pillow. */
  private static final List<String> PILLOW = List.of("nearest", "lanczos", "bilinear", "bicubic");

  private static final int BICUBIC = 3;

  private final FolderJson json;

  private PictureProcessor(FolderJson json) {
    this.json = json;
  }

  /**
   * The object {@code input} of a declaration; null where the folder does not say it.
   *
   * @throws org.segmentattribution.api.WrongInput that names file and key, where it cannot be done
   */
  static ObjectNode input(TowerFiles files) throws IOException {
    FolderJson json = files.json("preprocessor_config.json");
    if (json == null) {
      FolderJson joint = files.json("processor_config.json");
      json = joint == null ? null : joint.inner("image_processor");
    }
    return json == null ? null : new PictureProcessor(json).input();
  }

  private ObjectNode input() {
    for (String step : List.of("do_resize", "do_rescale", "do_normalize")) {
      if (!json.flag(step, true)) {
        throw json.refuse(step, "false is not supported");
      }
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    FolderJson size = json.get("size").isObject() ? json.inner("size") : null;
    boolean shortest = size == null ? json.has("size") : size.has("shortest_edge");
    long side = size == null || shortest ? 0 : size.size("height");
    long edge = size == null ? json.size("size", 224) : shortest ? size.size("shortest_edge") : 0;
    long[] crop = crop(shortest ? edge : side);
    if (crop != null && (shortest || size == null)) {
      input.putArray("size").add(crop[0]).add(crop[1]);
      input.put("resize", edge).put("crop", "center");
    } else if (size != null && !shortest) {
      long width = size.size("width");
      if (crop != null && (crop[0] != side || crop[1] != width)) {
        throw json.refuse("crop_size", "a crop of a picture resized without regard to its shape");
      }
      input.putArray("size").add(side).add(width);
    } else {
      throw json.refuse("size", "the short side without a crop leaves pictures of any shape");
    }
    input.put("interpolation", interpolation());
    input.putArray("range").add(0).add((float) (255 * json.number("rescale_factor", 1 / 255.0)));
    numbers(input, "mean", "image_mean");
    numbers(input, "std", "image_std");
    return input.put("channels", "RGB");
  }

  private long[] crop(long otherwise) {
    if (!json.flag("do_center_crop", json.has("crop_size"))) {
      return null;
    }
    FolderJson sides = json.get("crop_size").isObject() ? json.inner("crop_size") : null;
    long side = sides == null ? json.size("crop_size", otherwise) : 0;
    return sides == null
        ? new long[] {side, side}
        : new long[] {sides.size("height"), sides.size("width")};
  }

  private String interpolation() {
    JsonNode number = json.get("resample");
    int at = number.isMissingNode() ? BICUBIC : number.asInt(-1);
    if (at < 0 || at >= PILLOW.size()) {
      throw json.refuse("resample", number + " is not supported");
    }
    return PILLOW.get(at);
  }

  private void numbers(ObjectNode input, String key, String name) {
    float[] numbers = json.numbers(name, CHANNELS);
    if (numbers == null) {
      throw json.refuse(name, "is missing");
    }
    for (float number : numbers) {
      input.withArray(key).add(number);
    }
  }
}
