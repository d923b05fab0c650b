package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import org.segmentattribution.api.WrongInput;

/** Refuses what a processor does to a picture and a {@link FolderPicture} does not. */
final class PictureKeys {
  private static final Set<String> DONE =
      Set.of(
          "do_resize",
          "do_rescale",
          "do_normalize",
          "do_center_crop",
          "do_convert_rgb",
          "do_flip_channel_order",
          "do_reduce_labels",
          "do_convert_annotations");

  /** Processors that pad only the smaller pictures of a batch; here each picture is its own. */
  private static final Set<String> PAD_BATCHES =
      Set.of("", "ConditionalDetr", "DeformableDetr", "Yolos");

  private final Path file;
  private final JsonNode config;
  private final String type;

  PictureKeys(Path file, JsonNode config, String type) {
    this.file = file;
    this.config = config;
    this.type = type;
  }

  /**
   * Throws {@link WrongInput} at the first key that would change the picture.
   *
   * @param parts whether the caller puts parts of pictures together (EoMT)
   * @param fixed whether the graph fixes the size of its input
   */
  void check(boolean parts, boolean fixed) {
    for (Iterator<String> keys = config.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      boolean eomt = parts && (key.equals("do_split_image") || key.equals("do_pad"));
      boolean batch = key.equals("do_pad") && PAD_BATCHES.contains(type);
      if (key.startsWith("do_")
          && config.path(key).asBoolean(false)
          && !DONE.contains(key)
          && !eomt
          && !batch) {
        throw refuse(key, "true is not supported");
      }
    }
    if (config.path("pad_size").isObject() && config.path("do_pad").asBoolean(true)) {
      throw refuse("pad_size", "a border of a given size is not supported");
    }
    if (config.path("rescale_offset").asBoolean(false)) {
      throw refuse("rescale_offset", "true is not supported");
    }
    JsonNode size = config.path("size");
    boolean known =
        size.has("shortest_edge")
            || size.has("height") && size.has("width")
            || size.has("max_height") && size.has("max_width")
            || size.isEmpty();
    if (size.isObject() && !known && !fixed) {
      throw refuse("size", "height and width, or shortest_edge, are needed, not " + size);
    }
  }

  WrongInput refuse(String key, String why) {
    return new WrongInput(file + ": " + key + ": " + why);
  }
}
