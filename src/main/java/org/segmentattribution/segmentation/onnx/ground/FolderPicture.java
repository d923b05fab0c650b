package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.TensorResize;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;

/**
 * The picture as a graph's input, prepared as the {@code preprocessor_config.json} beside it says:
 * size, interpolation, order of the colours, values. Nothing is cut off: where Python's processor
 * cuts out the middle, the whole picture is stretched to the size of that part.
 */
public final class FolderPicture {
  private static final String FILE = "preprocessor_config.json";

  /** It resizes in floats, and does not smooth pictures that it makes smaller. */
  private static final String IN_FLOATS = "RfDetr";

  private final ImageFeed feed;
  private final PictureSides sides;
  private final Interpolation how;
  private final boolean blueFirst;
  private final boolean split;
  private final boolean padded;
  private final boolean inFloats;

  /**
   * A part of the resized picture.
   *
   * @param inputs of the graph, by name
   * @param left place of the part in the whole, in pixels
   * @param top place of the part in the whole, in pixels
   */
  public record Part(Map<String, Tensor> inputs, int left, int top) {}

  /**
   * Reads how a graph wants its picture.
   *
   * @param side of the square where nothing says a size
   * @param standard values of the family, where no file says them
   * @throws org.segmentattribution.api.WrongInput that names file and key
   */
  public FolderPicture(
      OnnxGraph graph, ModelFolder folder, int side, ImageFeed.Normalisation standard) {
    this(graph, folder, side, standard, false);
  }

  /** Reads how a graph wants its picture from a configuration that is given. */
  public FolderPicture(
      OnnxGraph graph,
      ModelFolder folder,
      JsonNode config,
      int side,
      ImageFeed.Normalisation standard) {
    this(graph, folder, config, side, standard, false);
  }

  /**
   * Reads how a graph wants its picture.
   *
   * @param parts whether the caller asks for {@link #parts}, and not only for {@link #inputs}
   */
  public FolderPicture(
      OnnxGraph graph,
      ModelFolder folder,
      int side,
      ImageFeed.Normalisation standard,
      boolean parts) {
    this(graph, folder, folder.json(FILE), side, standard, parts);
  }

  private FolderPicture(
      OnnxGraph graph,
      ModelFolder folder,
      JsonNode config,
      int side,
      ImageFeed.Normalisation standard,
      boolean parts) {
    String model = folder.json("config.json").path("model_type").asText("");
    ProcessorConfig read = ProcessorConfig.of(config, model);
    JsonNode said = read.keys();
    Path own = folder.beside(FILE);
    Path file = own == null ? folder.beside("processor_config.json") : own;
    PictureKeys keys = new PictureKeys(file, said, read.type());
    feed = ImageFeed.of(graph, graph.onlyImage(), -1, standard, said);
    blueFirst = said.path("do_flip_channel_order").asBoolean(false);
    int width = fixed(graph, true);
    int height = fixed(graph, false);
    keys.check(parts, width > 0 && height > 0);
    split = said.path("do_split_image").asBoolean(false);
    padded = read.type().equals("Eomt") && said.path("do_pad").asBoolean(false);
    boolean whole = !split && !padded;
    sides = PictureSides.of(said, whole ? width : -1, whole ? height : -1, side);
    if (!whole && (sides.shortest() < 1 || height > 0 && height != sides.shortest())) {
      throw keys.refuse("size", "shortest_edge is not the side of the graph's input");
    }
    how = PictureFilter.of(file, said, Interpolation.BILINEAR);
    inFloats = read.type().equals(IN_FLOATS);
    if (inFloats && how != Interpolation.BILINEAR) {
      throw keys.refuse("resample", "RF-DETR's pictures are only resized bilinearly (2)");
    }
  }

  /** The side that the graph's input fixes; -1 = any. */
  private int fixed(OnnxGraph graph, boolean across) {
    long[] shape = graph.inputs().get(feed.input()).shape();
    int first = shape.length - 3 + (feed.channelsLast() ? 0 : 1);
    return (int) Math.max(-1, shape[across ? first + 1 : first]);
  }

  /** Returns the picture and ones for every pixel, by the names of inputs. */
  public Map<String, Tensor> inputs(OnnxGraph graph, RgbImage image) {
    int[] size = sides.of(image);
    return inFloats
        ? fed(graph, FloatPicture.stretched(image, feed, size[0], size[1]), size[0], size[1])
        : fed(graph, TensorResize.resize(image, size[0], size[1], how));
  }

  private Map<String, Tensor> fed(OnnxGraph graph, RgbImage resized) {
    Tensor pixels = feed.tensor(blueFirst ? turned(resized) : resized);
    return fed(graph, pixels, resized.width(), resized.height());
  }

  private Map<String, Tensor> fed(OnnxGraph graph, Tensor pixels, int width, int height) {
    return Map.of(feed.input(), pixels, "pixel_mask", graph.ones("pixel_mask", 1, height, width));
  }

  /** Returns whether a picture is more, or less, than one input of the graph. */
  public boolean hasParts() {
    return split || padded;
  }

  /** Returns width and height of the resized picture. */
  public int[] size(RgbImage image) {
    return sides.of(image);
  }

  /**
   * Returns squares along the longer side that overlap evenly, or the picture with black at its
   * right and bottom; as EoMT's processor makes them.
   */
  public List<Part> parts(OnnxGraph graph, RgbImage image) {
    int[] size = sides.of(image);
    RgbImage resized = TensorResize.resize(image, size[0], size[1], how);
    int side = sides.shortest();
    boolean high = size[1] > size[0];
    int longer = Math.max(size[0], size[1]);
    int count = split ? (longer + side - 1) / side : 1;
    double overlap = count > 1 ? (double) (count * side - longer) / (count - 1) : 0;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = (int) (i * (side - overlap));
      int left = high ? 0 : start;
      int top = high ? start : 0;
      parts.add(new Part(fed(graph, square(resized, left, top, side)), left, top));
    }
    return parts;
  }

  private static RgbImage square(RgbImage image, int left, int top, int side) {
    RgbImage out = RgbImage.black(side, side);
    int width = Math.min(side, image.width() - left);
    int height = Math.min(side, image.height() - top);
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * image.width() + left) * 3;
      System.arraycopy(image.rgb(), from, out.rgb(), y * side * 3, width * 3);
    }
    return out;
  }

  private static RgbImage turned(RgbImage image) {
    byte[] rgb = image.rgb();
    RgbImage out = RgbImage.black(image.width(), image.height());
    for (int i = 0; i < rgb.length; i += 3) {
      out.rgb()[i] = rgb[i + 2];
      out.rgb()[i + 1] = rgb[i + 1];
      out.rgb()[i + 2] = rgb[i];
    }
    return out;
  }
}
