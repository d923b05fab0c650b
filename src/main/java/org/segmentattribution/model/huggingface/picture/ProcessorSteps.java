package org.segmentattribution.model.huggingface.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;

/**
 * Reads {@code preprocessor_config.json}, which transformers' image processors write, or the object
 * {@code image_processor} of {@code processor_config.json}.
 */
public final class ProcessorSteps {
  /** The file of a processor of pictures. */
  public static final String FILE = "preprocessor_config.json";

  private static final String JOINT = "processor_config.json";

  private static final int CHANNELS = 3;

  /** From this size on ConvNeXt's processor cuts nothing off. */
  private static final long WARPED = 384;

  private static final double CROP = 224.0 / 256;
  private static final long SIZE = 224;

  /** transformers cuts half a pixel off. */
  private static final String FLOOR = "floor";

  private static final Set<String> HARMLESS =
      Set.of(
          "do_resize",
          "do_rescale",
          "do_normalize",
          "do_center_crop",
          "do_convert_rgb",
          "do_flip_channel_order",
          "do_reduce_labels");

  /** Processors that do something else than their keys say. */
  private static final List<String> OTHERS =
      List.of("Levit", "PoolFormer", "Perceiver", "Donut", "Flava", "ImageGPT", "Fuyu", "Siglip2");

  /** Where the files of a folder are. */
  @FunctionalInterface
  public interface Finder {
    /** The file with a name; null where it is not there. */
    Path find(String name) throws IOException;
  }

  private final FolderJson json;
  private final String type;

  private ProcessorSteps(FolderJson json, String otherwise) {
    this.json = json;
    String named =
        json.text("image_processor_type", json.text("feature_extractor_type", otherwise));
    type = named.replaceFirst("(ImageProcessor|FeatureExtractor).*", "");
  }

  /** What the processor of a folder says; null where none does. */
  public static FolderJson find(Finder folder) throws IOException {
    Path own = folder.find(FILE);
    if (own != null) {
      return FolderJson.read(own);
    }
    Path joint = folder.find(JOINT);
    return joint == null ? null : FolderJson.read(joint).inner("image_processor");
  }

  /**
   * Reads what a processor does.
   *
   * @param otherwise the processor where it is not named, such as {@code CLIP}; may be empty
   * @throws org.segmentattribution.api.WrongInput that names file and key, where it cannot be done
   */
  public static PictureSteps read(FolderJson json, String otherwise) {
    return new ProcessorSteps(json, otherwise).steps();
  }

  private PictureSteps steps() {
    if (OTHERS.contains(type)) {
      throw json.refuse(
          "image_processor_type", "what " + type + "'s processor does cannot be declared");
    }
    for (Iterator<String> keys = json.root().fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (key.startsWith("do_") && !HARMLESS.contains(key) && json.flag(key, false)) {
        throw json.refuse(key, "true is not supported");
      }
    }
    if (!json.flag("do_resize", true)) {
      throw json.refuse("do_resize", "false, so pictures would keep their sizes");
    }
    return sized(interpolation(), values());
  }

  private PictureSteps sized(String interpolation, PictureSteps.Values values) {
    JsonNode size = json.get("size");
    FolderJson sides = size.isObject() ? json.inner("size") : null;
    boolean both = sides != null && sides.has("height") && sides.has("width");
    boolean square = both || sides == null && !shortest();
    if (sides != null && !both && (!sides.has("shortest_edge") || sides.has("longest_edge"))) {
      throw json.refuse(
          "size",
          "height and width, or shortest_edge alone, are needed, not "
              + Quoted.text(size.toString()));
    }
    long edge = both ? 0 : sides != null ? sides.size("shortest_edge") : json.size("size", SIZE);
    long[] straight =
        both ? new long[] {sides.size("height"), sides.size("width")} : new long[] {edge, edge};
    if (isConvNext() && !square && edge < WARPED) {
      double share = json.number("crop_pct", CROP);
      if (!(share > 0 && share <= 1)) {
        throw json.refuse("crop_pct", "a number above 0, up to 1, is needed");
      }
      PictureSteps.Cropping cropping = cropping((long) (edge / share));
      return new PictureSteps(straight, cropping, interpolation, values);
    }
    if (!json.flag("do_center_crop", crops())) {
      if (!square && !isConvNext()) {
        throw json.refuse(
            "size", "shortest_edge without do_center_crop leaves pictures of different shapes");
      }
      return new PictureSteps(straight, null, interpolation, values);
    }
    long[] crop = crop();
    if (straight[0] < crop[0] || straight[1] < crop[1]) {
      throw json.refuse("crop_size", "is larger than size, so pictures would get a border");
    }
    if (square && straight[0] == crop[0] && straight[1] == crop[1]) {
      return new PictureSteps(crop, null, interpolation, values);
    }
    PictureSteps.Cropping cropping =
        square
            ? new PictureSteps.Cropping(straight[0], straight[1], "squash", FLOOR)
            : cropping(edge);
    return new PictureSteps(crop, cropping, interpolation, values);
  }

  private static PictureSteps.Cropping cropping(long edge) {
    return new PictureSteps.Cropping(edge, edge, "center", FLOOR);
  }

  private long[] crop() {
    FolderJson sides = json.get("crop_size").isObject() ? json.inner("crop_size") : null;
    long side = sides == null ? json.size("crop_size", SIZE) : 0;
    return sides == null
        ? new long[] {side, side}
        : new long[] {sides.size("height"), sides.size("width")};
  }

  private boolean isConvNext() {
    return type.equalsIgnoreCase("ConvNext");
  }

  /** Whether a size of one number is that of the short side, as old files have it. */
  private boolean shortest() {
    return isConvNext() || type.matches("Bit|CLIP|ChineseCLIP|MobileNetV[12]|MobileViT|BLIP");
  }

  private boolean crops() {
    return type.matches("Bit|CLIP|ChineseCLIP|MobileNetV[12]|MobileViT|DeiT|Beit");
  }

  private String interpolation() {
    boolean cubic = isConvNext() || type.matches("Bit|CLIP|ChineseCLIP|DeiT|Beit|Siglip");
    JsonNode number = json.get("resample");
    if (number.isMissingNode()) {
      return type.equals("EfficientNet") ? "nearest" : cubic ? "bicubic" : "bilinear";
    }
    if (!number.isInt()
        || number.intValue() < 0
        || number.intValue() >= PictureSteps.PILLOW.size()) {
      throw json.refuse("resample", Quoted.text(number.toString()) + " is no filter of Pillow");
    }
    return PictureSteps.PILLOW.get(number.intValue());
  }

  private PictureSteps.Values values() {
    boolean rescaled = json.flag("do_rescale", true);
    double factor = rescaled ? json.number("rescale_factor", 1 / 255.0) : 1;
    // EfficientNet's processor then takes 1 away
    float low = rescaled && json.flag("rescale_offset", false) ? -1 : 0;
    float[] mean = null;
    float[] std = null;
    if (json.flag("do_normalize", true)) {
      mean = json.numbers("image_mean", CHANNELS);
      std = json.numbers("image_std", CHANNELS);
      if (mean == null || std == null || mean.length != std.length) {
        throw json.refuse(
            mean == null ? "image_mean" : "image_std", "one number a channel is needed");
      }
      for (int i = 0; i < std.length; i++) {
        if (std[i] == 0) {
          throw json.refuse("image_std", "holds 0");
        }
        // EfficientNet's processor then divides by std once more
        boolean again = json.flag("include_top", type.equals("EfficientNet"));
        std[i] = again ? std[i] * std[i] : std[i];
      }
    }
    String channels = json.flag("do_flip_channel_order", false) ? "BGR" : null;
    return new PictureSteps.Values(low, (float) (255 * factor) + low, mean, std, channels);
  }
}
