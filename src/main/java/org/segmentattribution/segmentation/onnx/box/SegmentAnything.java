package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;

/**
 * Makes masks from boxes with an image encoder and a mask decoder: the original export, the hub's,
 * and SAM 2's.
 */
public final class SegmentAnything {
  private static final int SIDE = 1024;

  /** The kinds of exports of a decoder. */
  public enum Layout {
    /** Takes points and the picture's size; gives masks as large as the picture. */
    ORIGINAL,
    /** Takes {@code input_points}; gives masks of the padded square. */
    HUB,
    /** Takes features of three sizes; gives masks of the stretched square. */
    SECOND;

    /** Returns the layout of a decoder; null where the graph is none. */
    public static Layout of(OnnxGraph graph) {
      if (graph.takes("high_res_feats_0", "point_coords")) {
        return SECOND;
      }
      if (graph.takes("image_embeddings", "point_coords", "point_labels")) {
        return ORIGINAL;
      }
      return graph.takes("image_embeddings", "image_positional_embeddings") ? HUB : null;
    }
  }

  private final OnnxGraph encoder;
  private final OnnxGraph decoder;
  private final Layout layout;
  private final ImageFeed feed;

  /**
   * An encoded picture.
   *
   * @param across horizontal factor from its pixels to the encoder's
   * @param down vertical factor from its pixels to the encoder's
   * @param features result of the encoder
   */
  public record Picture(
      int width, int height, double across, double down, Map<String, Tensor> features) {}

  public SegmentAnything(OnnxGraph encoder, OnnxGraph decoder) {
    this.encoder = encoder;
    this.decoder = decoder;
    layout = Layout.of(decoder);
    String input = encoder.onlyImage();
    // an encoder that takes no batch normalises by itself
    boolean raw = encoder.inputs().get(input).rank() == 3;
    ImageFeed.Normalisation norm =
        raw ? ImageFeed.Normalisation.RAW : ImageFeed.Normalisation.IMAGENET;
    feed = ImageFeed.of(encoder, input, side(decoder), norm, MissingNode.getInstance());
  }

  /** Returns the side of the picture: sixteen pixels for each place of the embeddings. */
  private static int side(OnnxGraph decoder) {
    for (String name : List.of("image_embeddings", "image_embed")) {
      OnnxGraph.Port port = decoder.inputs().get(name);
      if (port != null && port.rank() == 4 && port.shape()[3] > 0) {
        return Math.toIntExact(port.shape()[3]) * 16;
      }
    }
    return SIDE;
  }

  /** Returns whether a graph is an encoder for a decoder. */
  public static boolean encodes(OnnxGraph graph, Layout layout) {
    if (graph.onlyImage() == null || graph.inputs().size() != 1) {
      return false;
    }
    return switch (layout) {
      case SECOND -> graph.makes("high_res_feats_0");
      case HUB -> graph.makes("image_embeddings", "image_positional_embeddings");
      case ORIGINAL -> graph.makes("image_embeddings") || graph.outputs().size() == 1;
    };
  }

  /** Encodes a picture, once for all its boxes. */
  public Picture look(RgbImage image) throws IOException {
    double across = (double) feed.width() / image.width();
    double down = (double) feed.height() / image.height();
    if (layout == Layout.SECOND) {
      Map<String, Tensor> made = encoder.run(Map.of(feed.input(), feed.stretched(image)));
      return new Picture(image.width(), image.height(), across, down, made);
    }
    double ratio = Math.min(across, down);
    int width = Math.max(1, (int) (image.width() * ratio + 0.5));
    int height = Math.max(1, (int) (image.height() * ratio + 0.5));
    RgbImage small = Resampler.resize(image, width, height);
    boolean raw = feed.rank() == 3;
    Tensor pixels = feed.tensor(small);
    Map<String, Tensor> made =
        new HashMap<>(encoder.run(Map.of(feed.input(), raw ? pixels : padded(pixels))));
    if (made.size() == 1) {
      made.put("image_embeddings", made.values().iterator().next());
    }
    return new Picture(
        image.width(),
        image.height(),
        (double) width / image.width(),
        (double) height / image.height(),
        made);
  }

  /** Adds zeros at the right and bottom, after normalising. */
  private Tensor padded(Tensor pixels) {
    int height = pixels.size(feed.channelsLast() ? 1 : 2);
    int width = pixels.size(feed.channelsLast() ? 2 : 3);
    int values = feed.channelsLast() ? 3 : 1;
    int planes = feed.channelsLast() ? 1 : 3;
    float[] square = new float[3 * feed.width() * feed.height()];
    for (int c = 0; c < planes; c++) {
      for (int y = 0; y < height; y++) {
        System.arraycopy(
            pixels.floats(),
            (c * height + y) * width * values,
            square,
            (c * feed.height() + y) * feed.width() * values,
            width * values);
      }
    }
    long h = feed.height();
    long w = feed.width();
    return feed.channelsLast() ? Tensor.of(square, 1, h, w, 3) : Tensor.of(square, 1, 3, h, w);
  }

  /**
   * Returns the mask of the object in a box: of several masks, the one that the model rates best.
   */
  public Mask mask(Picture picture, Box box) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>(picture.features());
    float left = (float) (box.left() * picture.across());
    float top = (float) (box.top() * picture.down());
    float right = (float) (box.right() * picture.across());
    float bottom = (float) (box.bottom() * picture.down());
    corners(inputs, left, top, right, bottom, picture);
    Map<String, Tensor> made = decoder.run(inputs);
    Tensor masks = made.get(layout == Layout.HUB ? "pred_masks" : "masks");
    Tensor scores = made.get(layout == Layout.HUB ? "iou_scores" : "iou_predictions");
    if (masks == null || masks.rank() < 4) {
      throw new IOException(decoder.file() + ": makes no masks [1, K, h, w]");
    }
    int height = masks.size(-2);
    int width = masks.size(-1);
    int best = best(scores);
    double[] part = part(picture, width, height);
    return PlaneResize.ofPart(width, height, part, picture.width(), picture.height())
        .above(masks.reals(), best * width * height, 0);
  }

  private void corners(
      Map<String, Tensor> inputs,
      float left,
      float top,
      float right,
      float bottom,
      Picture picture) {
    if (layout == Layout.HUB) {
      // this layout has no labels for corners: use a box if it takes one, otherwise its centre
      float[] middle = {(left + right) / 2, (top + bottom) / 2};
      inputs.put("input_points", Tensor.of(middle, 1, 1, 1, 2));
      inputs.put("input_labels", Tensor.full(1, 1, 1, 1));
      inputs.put("input_boxes", Tensor.of(new float[] {left, top, right, bottom}, 1, 1, 4));
      return;
    }
    inputs.put("point_coords", Tensor.of(new float[] {left, top, right, bottom}, 1, 2, 2));
    inputs.put("point_labels", Tensor.of(new float[] {2, 3}, 1, 2));
    int side = side();
    inputs.put("mask_input", Tensor.of(new float[side * side], 1, 1, side, side));
    inputs.put("has_mask_input", Tensor.of(new float[1], 1));
    inputs.put("orig_im_size", Tensor.of(new float[] {picture.height(), picture.width()}, 2));
  }

  /** Returns the side of the mask input with which decoding could start. */
  private int side() {
    OnnxGraph.Port port = decoder.inputs().get("mask_input");
    return port == null || port.shape()[2] < 0 ? SIDE / 4 : (int) port.shape()[2];
  }

  private static int best(Tensor scores) {
    if (scores == null) {
      return 0;
    }
    float[] all = scores.reals();
    int best = 0;
    for (int i = 1; i < all.length; i++) {
      best = all[i] > all[best] ? i : best;
    }
    return best;
  }

  /** Returns the part of the decoder's masks that shows the picture. */
  private double[] part(Picture picture, int width, int height) {
    double[] whole = {0, 0, width, height};
    if (layout == Layout.HUB) {
      whole[2] = width * picture.width() * picture.across() / feed.width();
      whole[3] = height * picture.height() * picture.down() / feed.height();
    }
    return whole;
  }

  @Override
  public String toString() {
    return Arrays.asList(encoder.file(), decoder.file()) + " " + List.of(layout);
  }
}
