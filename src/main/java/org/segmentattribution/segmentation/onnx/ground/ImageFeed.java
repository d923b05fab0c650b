package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.TensorResize;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;

/**
 * Turns pictures into a graph's input: (value * factor - mean) / std for each channel, R, G, B.
 *
 * @param input name of the input
 * @param rank 4 for [1, C, H, W] or [1, H, W, C]; 3 without the first axis
 * @param channelsLast whether C comes last
 * @param width of the input; -1 = any
 * @param height of the input; -1 = any
 * @param values before and after
 */
public record ImageFeed(
    String input, int rank, boolean channelsLast, int width, int height, Normalisation values) {

  /** The values with which a family of models was trained. */
  public record Normalisation(float factor, float[] mean, float[] std) {
    public static final Normalisation IMAGENET =
        new Normalisation(
            1 / 255f, new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f});
    public static final Normalisation CLIP =
        new Normalisation(
            1 / 255f,
            new float[] {.48145466f, .4578275f, .40821073f},
            new float[] {.26862954f, .26130258f, .27577711f});
    public static final Normalisation UNIT =
        new Normalisation(1 / 255f, new float[] {0, 0, 0}, new float[] {1, 1, 1});
    public static final Normalisation HALVES =
        new Normalisation(1 / 255f, new float[] {.5f, .5f, .5f}, new float[] {.5f, .5f, .5f});
    public static final Normalisation RAW =
        new Normalisation(1, new float[] {0, 0, 0}, new float[] {1, 1, 1});

    /** Returns these values, replaced by those in a {@code preprocessor_config.json}. */
    Normalisation with(JsonNode config) {
      boolean scaled = config.path("do_rescale").asBoolean(true);
      boolean moved = config.path("do_normalize").asBoolean(true);
      float given = (float) config.path("rescale_factor").asDouble(factor);
      return new Normalisation(
          scaled ? given : 1,
          moved ? three(config.path("image_mean"), mean) : new float[] {0, 0, 0},
          moved ? three(config.path("image_std"), std) : new float[] {1, 1, 1});
    }

    private static float[] three(JsonNode list, float[] otherwise) {
      if (list.size() != 3) {
        return otherwise;
      }
      return new float[] {
        (float) list.get(0).asDouble(),
        (float) list.get(1).asDouble(),
        (float) list.get(2).asDouble()
      };
    }
  }

  /**
   * Finds what a graph's input needs. Sizes in the graph's signature have priority over the
   * configuration's.
   *
   * @param side size where neither has one; -1 = any
   * @param config {@code preprocessor_config.json}, or missing
   */
  public static ImageFeed of(
      OnnxGraph graph, String input, int side, Normalisation standard, JsonNode config) {
    OnnxGraph.Port port = graph.inputs().get(input);
    long[] shape = port.shape();
    int first = shape.length - 3;
    boolean last = shape[first] != 3 && shape[first + 2] == 3;
    int height = size(shape[first + (last ? 0 : 1)], config, "height", side);
    int width = size(shape[first + (last ? 1 : 2)], config, "width", side);
    Normalisation norm = port.real() ? standard.with(config) : Normalisation.RAW;
    return new ImageFeed(input, shape.length, last, width, height, norm);
  }

  private static int size(long fixed, JsonNode config, String side, int otherwise) {
    if (fixed > 0) {
      return Math.toIntExact(fixed);
    }
    JsonNode size = config.path("size");
    int shortest = size.path("shortest_edge").asInt(size.asInt(otherwise));
    return size.path(side).asInt(shortest);
  }

  /** Returns the picture, stretched to the input's size as torchvision stretches bytes. */
  public Tensor stretched(RgbImage image) {
    int wide = width > 0 ? width : image.width();
    int high = height > 0 ? height : image.height();
    return tensor(TensorResize.resize(image, wide, high, Interpolation.BILINEAR));
  }

  /** Converts a picture that has the input's size. */
  public Tensor tensor(RgbImage image) {
    byte[] rgb = image.rgb();
    float[] pixels = new float[rgb.length];
    int size = rgb.length / 3;
    float[] of = new float[256];
    for (int c = 0; c < 3; c++) {
      for (int value = 0; value < of.length; value++) {
        of[value] = value(c, value);
      }
      for (int i = 0; i < size; i++) {
        pixels[channelsLast ? i * 3 + c : c * size + i] = of[rgb[i * 3 + c] & 0xff];
      }
    }
    return tensor(pixels, image.width(), image.height());
  }

  /**
   * Converts a picture that has the input's size and is not rounded to bytes.
   *
   * @param rgb red, green and blue of each pixel, 0 to 255
   */
  public Tensor unrounded(float[] rgb, int width, int height) {
    float[] pixels = new float[rgb.length];
    int size = rgb.length / 3;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < size; i++) {
        pixels[channelsLast ? i * 3 + c : c * size + i] = value(c, rgb[i * 3 + c]);
      }
    }
    return tensor(pixels, width, height);
  }

  private float value(int channel, float level) {
    // 255 levels are divided, as PyTorch does: a product is rounded in another way
    float share = values.factor() == 1 / 255f ? level / 255 : level * values.factor();
    return (share - values.mean()[channel]) / values.std()[channel];
  }

  private Tensor tensor(float[] pixels, long w, long h) {
    long[] shape = channelsLast ? new long[] {h, w, 3} : new long[] {3, h, w};
    return rank == 3
        ? Tensor.of(pixels, shape)
        : Tensor.of(pixels, 1, shape[0], shape[1], shape[2]);
  }
}
