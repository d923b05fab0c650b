package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Pillow's numbers of its filters. */
  private static final List<Interpolation> PILLOW =
      List.of(
          Interpolation.NEAREST,
          Interpolation.LANCZOS,
          Interpolation.BILINEAR,
          Interpolation.BICUBIC,
          Interpolation.BOX,
          Interpolation.HAMMING);

  /** Processors that leave the values of 0 to 1 as they are, and take blue first. */
  private static final Set<String> BLUE_FIRST = Set.of("MobileViT");

  /** Processors whose mean and deviation are 0.5 where a file does not say them. */
  private static final Set<String> HALVES = Set.of("Beit", "DPT", "MobileNetV2", "ViT");

  private static final Set<String> CUBIC = Set.of("Beit", "DPT");

  private final ImageFeed feed;
  private final PictureSides sides;
  private final Interpolation how;
  private final boolean blueFirst;
  private final boolean split;
  private final boolean padded;

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
    String type = type(config);
    Path own = folder.beside(FILE);
    Path file = own == null ? folder.beside("processor_config.json") : own;
    PictureKeys keys = new PictureKeys(file, config, type);
    boolean plain = BLUE_FIRST.contains(type);
    ImageFeed.Normalisation family =
        plain
            ? ImageFeed.Normalisation.UNIT
            : HALVES.contains(type) ? ImageFeed.Normalisation.HALVES : standard;
    JsonNode values = plain ? unlessAsked(config) : config;
    feed = ImageFeed.of(graph, graph.onlyImage(), -1, family, values);
    blueFirst = config.path("do_flip_channel_order").asBoolean(plain);
    int width = fixed(graph, true);
    int height = fixed(graph, false);
    keys.check(parts, width > 0 && height > 0);
    split = config.path("do_split_image").asBoolean(false);
    padded = type.equals("Eomt") && config.path("do_pad").asBoolean(false);
    boolean whole = !split && !padded;
    sides = PictureSides.of(config, whole ? width : -1, whole ? height : -1, side, type);
    if (!whole && (sides.shortest() < 1 || height > 0 && height != sides.shortest())) {
      throw keys.refuse("size", "shortest_edge is not the side of the graph's input");
    }
    how = interpolation(keys, config, type);
  }

  /** Such files have a mean and a deviation that only an explicit {@code do_normalize} applies. */
  private static JsonNode unlessAsked(JsonNode config) {
    boolean asked = config.path("do_normalize").asBoolean(false);
    return asked || !(config instanceof ObjectNode object)
        ? config
        : object.deepCopy().put("do_normalize", false);
  }

  private static String type(JsonNode config) {
    String named =
        config
            .path("image_processor_type")
            .asText(config.path("feature_extractor_type").asText(""));
    return named.replaceFirst("(ImageProcessor|FeatureExtractor).*", "");
  }

  private static Interpolation interpolation(PictureKeys keys, JsonNode config, String type) {
    JsonNode number = config.path("resample");
    if (number.isMissingNode() || number.isNull()) {
      return CUBIC.contains(type) ? Interpolation.BICUBIC : Interpolation.BILINEAR;
    }
    if (!number.isInt() || number.intValue() < 0 || number.intValue() >= PILLOW.size()) {
      throw keys.refuse("resample", number + " is no filter of Pillow (0 to 5)");
    }
    return PILLOW.get(number.intValue());
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
    return fed(graph, TensorResize.resize(image, size[0], size[1], how));
  }

  private Map<String, Tensor> fed(OnnxGraph graph, RgbImage resized) {
    Tensor ones = graph.ones("pixel_mask", 1, resized.height(), resized.width());
    return Map.of(
        feed.input(), feed.tensor(blueFirst ? turned(resized) : resized), "pixel_mask", ones);
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
