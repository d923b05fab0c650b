package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Interpolation;

/** The filter that {@code resample} in a {@code preprocessor_config.json} names. */
public final class PictureFilter {
  /** Pillow's numbers of its filters. */
  private static final List<Interpolation> PILLOW =
      List.of(
          Interpolation.NEAREST,
          Interpolation.LANCZOS,
          Interpolation.BILINEAR,
          Interpolation.BICUBIC,
          Interpolation.BOX,
          Interpolation.HAMMING);

  private PictureFilter() {}

  /**
   * Reads the filter.
   *
   * @param file of the configuration, for messages
   * @param otherwise the filter where the configuration names none
   * @throws WrongInput in one line that names file and key, for filters with which processors of
   *     transformers 5 fail, too
   */
  public static Interpolation of(Path file, JsonNode config, Interpolation otherwise) {
    JsonNode number = config.path("resample");
    if (number.isMissingNode()) {
      return otherwise;
    }
    if (number.isNull()) {
      return Interpolation.BILINEAR;
    }
    if (!number.isInt() || number.intValue() < 0 || number.intValue() >= PILLOW.size()) {
      throw new WrongInput(file + ": resample: " + number + " is no filter of Pillow (0 to 5)");
    }
    Interpolation how = PILLOW.get(number.intValue());
    if (how == Interpolation.BOX || how == Interpolation.HAMMING) {
      throw new WrongInput(
          "%s: resample: %s (%s) is not supported, nor by processors of transformers 5; write 2"
                  .formatted(file, number, how.text())
              + " (bilinear), 3 (bicubic), 1 (lanczos) or 0 (nearest)");
    }
    return how;
  }
}
