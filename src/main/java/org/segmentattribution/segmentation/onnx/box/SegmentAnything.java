package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.PortLinks;

/**
 * Makes masks from boxes with an image encoder and a mask decoder: the original export (also of
 * MobileSAM and HQ-SAM), the hub's, SAM 2's and EfficientSAM's.
 */
public final class SegmentAnything {
  private static final int SIDE = 1024;

  /** Masks of a decoder that gives its single mask, and the three of an ambiguous prompt. */
  private static final int SINGLE_AND_THREE = 4;

  /** The hub's label of a point that fills the place of one. */
  private static final int NO_POINT = -10;

  /** What a decoder takes beside the features of the picture. */
  private static final Set<String> PROMPT =
      Set.of(
          "point_coords",
          "point_labels",
          "batched_point_coords",
          "batched_point_labels",
          "input_points",
          "input_labels",
          "input_boxes",
          "mask_input",
          "has_mask_input",
          "orig_im_size");

  /** The kinds of exports of a decoder. */
  public enum Layout {
    /** Takes points and the picture's size; gives masks as large as the picture. */
    ORIGINAL,
    /** Takes {@code input_points}; gives masks of the padded square. */
    HUB,
    /** Takes features of three sizes; gives masks of the stretched square. */
    SECOND,
    /** The hub's of SAM 2: takes {@code input_points} and features of three sizes. */
    HUB_SECOND,
    /** Takes a picture of any size from 0 to 1, and boxes in its own pixels. */
    EFFICIENT;

    /** Returns whether the hub's names are used. */
    boolean hub() {
      return this == HUB || this == HUB_SECOND;
    }

    /** Returns whether the picture is stretched, and not padded. */
    boolean stretched() {
      return this == SECOND || this == HUB_SECOND || this == EFFICIENT;
    }

    /** Returns the layout of a decoder; null where the graph is none. */
    public static Layout of(OnnxGraph graph) {
      if (graph.takes("high_res_feats_0", "point_coords")) {
        return SECOND;
      }
      if (graph.takes("image_embeddings", "point_coords", "point_labels")) {
        return ORIGINAL;
      }
      if (graph.takes("image_embeddings", "batched_point_coords", "batched_point_labels")) {
        return EFFICIENT;
      }
      if (graph.takes("image_embeddings.0", "image_embeddings.1", "image_embeddings.2")) {
        return HUB_SECOND;
      }
      return graph.takes("image_embeddings", "image_positional_embeddings") ? HUB : null;
    }
  }

  private final OnnxGraph encoder;
  private final OnnxGraph decoder;
  private final Layout layout;
  private final ImageFeed feed;
  private final PortLinks links;

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
        raw
            ? ImageFeed.Normalisation.RAW
            : layout == Layout.EFFICIENT
                ? ImageFeed.Normalisation.UNIT
                : ImageFeed.Normalisation.IMAGENET;
    int side = layout == Layout.EFFICIENT ? -1 : side(decoder);
    feed = ImageFeed.of(encoder, input, side, norm, MissingNode.getInstance());
    links = PortLinks.of(List.of(encoder), decoder, PROMPT, Map.of());
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
  public static boolean encodes(OnnxGraph graph, OnnxGraph decoder) {
    Layout layout = Layout.of(decoder);
    // HQ-SAM also takes features of the first layers
    boolean interm = decoder.takes("interm_embeddings");
    if (graph.onlyImage() == null || graph.inputs().size() != 1) {
      return false;
    }
    return switch (layout) {
      case SECOND -> graph.makes("high_res_feats_0");
      case HUB -> graph.makes("image_embeddings", "image_positional_embeddings");
      case HUB_SECOND -> graph.makes("image_embeddings.0", "image_embeddings.1");
      case ORIGINAL, EFFICIENT ->
          graph.makes("image_embeddings")
              || graph.outputs().size() == 1
              || graph.outputs().size() == 2 && interm;
    };
  }

  /** Encodes a picture, once for all its boxes. */
  public Picture look(RgbImage image) throws IOException {
    double across = feed.width() > 0 ? (double) feed.width() / image.width() : 1;
    double down = feed.height() > 0 ? (double) feed.height() / image.height() : 1;
    if (layout.stretched()) {
      Map<String, Tensor> made = encoder.run(Map.of(feed.input(), feed.stretched(image)));
      return new Picture(image.width(), image.height(), across, down, made);
    }
    double ratio = Math.min(across, down);
    int width = Math.max(1, (int) (image.width() * ratio + 0.5));
    int height = Math.max(1, (int) (image.height() * ratio + 0.5));
    RgbImage small = Resampler.resize(image, width, height);
    boolean raw = feed.rank() == 3;
    Tensor pixels = feed.tensor(small);
    Map<String, Tensor> made = encoder.run(Map.of(feed.input(), raw ? pixels : padded(pixels)));
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
    Map<String, Tensor> inputs = new HashMap<>();
    links.put(List.of(picture.features()), inputs);
    float left = (float) (box.left() * picture.across());
    float top = (float) (box.top() * picture.down());
    float right = (float) (box.right() * picture.across());
    float bottom = (float) (box.bottom() * picture.down());
    corners(inputs, left, top, right, bottom, picture);
    Map<String, Tensor> made = decoder.run(inputs);
    Tensor scores = made.get(layout.hub() ? "iou_scores" : "iou_predictions");
    // traced exports may cut and enlarge as they did for their first picture
    Tensor masks = layout == Layout.ORIGINAL ? made.get("low_res_masks") : null;
    if (masks == null) {
      masks = first(made, List.of("masks", "pred_masks", "output_masks"));
    }
    if (masks == null || masks.rank() < 4) {
      throw new IOException(decoder.file() + ": makes no masks [1, K, h, w]");
    }
    int height = masks.size(-2);
    int width = masks.size(-1);
    int best = best(scores, masks.size(-3));
    boolean whole = layout == Layout.ORIGINAL && !made.containsKey("low_res_masks");
    if (layout.stretched() || whole) {
      return PlaneResize.of(width, height, picture.width(), picture.height())
          .above(masks.reals(), best * width * height, 0);
    }
    // first to the padded square, then its part that shows the picture, as the authors do
    float[] square =
        PlaneResize.of(width, height, feed.width(), feed.height())
            .plane(masks.reals(), best * width * height);
    return PlaneResize.ofPart(
            feed.width(), feed.height(), part(picture), picture.width(), picture.height())
        .above(square, 0, 0);
  }

  private static Tensor first(Map<String, Tensor> made, List<String> names) {
    return names.stream().map(made::get).filter(each -> each != null).findFirst().orElse(null);
  }

  private void corners(
      Map<String, Tensor> inputs,
      float left,
      float top,
      float right,
      float bottom,
      Picture picture) {
    if (layout.hub()) {
      // this layout has no labels for corners: use a box if it takes one, otherwise its centre
      float[] middle = {(left + right) / 2, (top + bottom) / 2};
      boolean boxed = decoder.takes("input_boxes");
      // beside a box no point is needed; where one must be there, its label says that it is none
      int points = boxed && anyNumberOfPoints() ? 0 : 1;
      float[] places = boxed ? new float[2 * points] : middle;
      inputs.put("input_points", Tensor.of(places, 1, 1, points, 2));
      inputs.put("input_labels", Tensor.full(boxed ? NO_POINT : 1, 1, 1, points));
      inputs.put("input_boxes", Tensor.of(new float[] {left, top, right, bottom}, 1, 1, 4));
      return;
    }
    float[] edges = {left, top, right, bottom};
    inputs.put("batched_point_coords", Tensor.of(edges, 1, 1, 2, 2));
    inputs.put("batched_point_labels", Tensor.of(new float[] {2, 3}, 1, 1, 2));
    inputs.put("point_coords", Tensor.of(edges, 1, 2, 2));
    inputs.put("point_labels", Tensor.of(new float[] {2, 3}, 1, 2));
    int side = side();
    inputs.put("mask_input", Tensor.of(new float[side * side], 1, 1, side, side));
    inputs.put("has_mask_input", Tensor.of(new float[1], 1));
    float high =
        layout == Layout.EFFICIENT ? (float) (picture.height() * picture.down()) : picture.height();
    float wide =
        layout == Layout.EFFICIENT ? (float) (picture.width() * picture.across()) : picture.width();
    inputs.put("orig_im_size", Tensor.of(new float[] {high, wide}, 2));
  }

  private boolean anyNumberOfPoints() {
    OnnxGraph.Port port = decoder.inputs().get("input_points");
    return port != null && port.rank() == 4 && port.shape()[2] < 0;
  }

  /** Returns the side of the mask input with which decoding could start. */
  private int side() {
    OnnxGraph.Port port = decoder.inputs().get("mask_input");
    return port == null || port.shape()[2] < 0 ? SIDE / 4 : (int) port.shape()[2];
  }

  /** Returns the mask with the best score; the first of four is for several points, not a box. */
  private static int best(Tensor scores, int masks) {
    if (scores == null) {
      return 0;
    }
    float[] all = scores.reals();
    int best = masks == SINGLE_AND_THREE ? 1 : 0;
    for (int i = best + 1; i < all.length; i++) {
      best = all[i] > all[best] ? i : best;
    }
    return best;
  }

  /** Returns the part of the padded square that shows the picture, in whole pixels. */
  private static double[] part(Picture picture) {
    return new double[] {
      0,
      0,
      Math.round(picture.width() * picture.across()),
      Math.round(picture.height() * picture.down())
    };
  }

  @Override
  public String toString() {
    return Arrays.asList(encoder.file(), decoder.file()) + " " + List.of(layout);
  }
}
