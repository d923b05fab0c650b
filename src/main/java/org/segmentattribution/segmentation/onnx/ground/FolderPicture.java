package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
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

  /**
   * Reads how a graph wants its picture.
   *
   * @param side of the square where nothing says a size
   * @param standard values of the family, where no file says them
   * @throws WrongInput that names file and key
   */
  public FolderPicture(
      OnnxGraph graph, ModelFolder folder, int side, ImageFeed.Normalisation standard) {
    this(graph, folder, folder.json(FILE), side, standard);
  }

  /** Reads how a graph wants its picture from a configuration that is given. */
  public FolderPicture(
      OnnxGraph graph,
      ModelFolder folder,
      JsonNode config,
      int side,
      ImageFeed.Normalisation standard) {
    String type = type(config);
    boolean plain = BLUE_FIRST.contains(type);
    ImageFeed.Normalisation family =
        plain
            ? ImageFeed.Normalisation.UNIT
            : HALVES.contains(type) ? ImageFeed.Normalisation.HALVES : standard;
    feed = ImageFeed.of(graph, graph.onlyImage(), -1, family, config);
    blueFirst = config.path("do_flip_channel_order").asBoolean(plain);
    sides = PictureSides.of(config, fixed(graph, true), fixed(graph, false), side);
    how = interpolation(folder, config, type);
  }

  private static String type(JsonNode config) {
    String named =
        config
            .path("image_processor_type")
            .asText(config.path("feature_extractor_type").asText(""));
    return named.replaceFirst("(ImageProcessor|FeatureExtractor).*", "");
  }

  private static Interpolation interpolation(ModelFolder folder, JsonNode config, String type) {
    JsonNode number = config.path("resample");
    if (number.isMissingNode() || number.isNull()) {
      return CUBIC.contains(type) ? Interpolation.BICUBIC : Interpolation.BILINEAR;
    }
    if (!number.isInt() || number.intValue() < 0 || number.intValue() >= PILLOW.size()) {
      throw new WrongInput(
          folder.beside(FILE) + ": resample: " + number + " is no filter of Pillow (0 to 5)");
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
    RgbImage resized = TensorResize.resize(image, size[0], size[1], how);
    Tensor ones = graph.ones("pixel_mask", 1, size[1], size[0]);
    return Map.of(
        feed.input(), feed.tensor(blueFirst ? turned(resized) : resized), "pixel_mask", ones);
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
