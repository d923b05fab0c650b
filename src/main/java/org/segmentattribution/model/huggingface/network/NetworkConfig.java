package org.segmentattribution.model.huggingface.network;

import org.segmentattribution.model.huggingface.file.FolderJson;

/**
 * What {@code config.json} says of a network, and the pictures that it is built for.
 *
 * @param json the file
 * @param height of pictures
 * @param width of pictures
 */
record NetworkConfig(FolderJson json, long height, long width) {
  private static final long MOST = 1 << 16;

  /** Channels of pictures. */
  long channels() {
    return json.size("num_channels", 3);
  }

  /** Height and width of the square or oblong that a key gives. */
  long[] sides(String key) {
    if (json.get(key).isArray()) {
      long[] sides = json.sizes(key);
      if (sides.length != 2) {
        throw json.refuse(key, "a height and a width are needed");
      }
      return sides;
    }
    return new long[] {json.size(key), json.size(key)};
  }

  /** Rows and columns of patches; refuses pictures that are not cut evenly. */
  long[] grid(String key, long[] patch) {
    if (height % patch[0] != 0 || width % patch[1] != 0) {
      throw json.refuse(
          key, patch[0] + "x" + patch[1] + " does not divide pictures of " + height + "x" + width);
    }
    long[] grid = {height / patch[0], width / patch[1]};
    if (grid[0] * grid[1] > MOST) {
      throw json.refuse(key, grid[0] * grid[1] + " patches a picture are too many");
    }
    return grid;
  }

  /** Refuses pictures of another size than the network was trained for. */
  void requireImageSize() {
    long[] trained = sides("image_size");
    if (trained[0] != height || trained[1] != width) {
      throw json.refuse(
          "image_size",
          trained[0]
              + "x"
              + trained[1]
              + ", but pictures become "
              + height
              + "x"
              + width
              + "; positions are not interpolated: export ONNX for that size");
    }
  }

  /** How many heads attention has; refuses a number that does not divide the features. */
  long heads(String key, long heads, long size) {
    if (size % heads != 0) {
      throw json.refuse(key, heads + " heads do not divide " + size + " features");
    }
    return heads;
  }

  /** Name of the activation; refuses one that is not known. */
  String activation(String otherwise) {
    String kind = json.text("hidden_act", otherwise);
    if (!kind.matches("gelu|gelu_new|gelu_fast|gelu_pytorch_tanh|relu|silu|swish")) {
      throw json.refuse(
          "hidden_act", "'" + kind + "' is not known; known: gelu, gelu_new, relu, silu");
    }
    return kind;
  }

  /** A list of sizes, as long as another. */
  long[] sizes(String key, String other) {
    long[] sizes = json.sizes(key);
    if (sizes.length != json.sizes(other).length) {
      throw json.refuse(key, "is not as long as " + other);
    }
    return sizes;
  }
}
