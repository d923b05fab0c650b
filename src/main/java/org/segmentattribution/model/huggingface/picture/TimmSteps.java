package org.segmentattribution.model.huggingface.picture;

import java.util.List;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;

/** Reads timm's {@code pretrained_cfg}, as its transforms for evaluation do. */
public final class TimmSteps {
  private static final int CHANNELS = 3;

  /** What timm takes where a key is missing. */
  private static final double CROP = 0.875;

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};
  private static final List<String> KNOWN =
      List.of("nearest", "bilinear", "bicubic", "lanczos", "box", "hamming");

  private static final List<String> MODES = List.of("center", "squash", "border");

  private TimmSteps() {}

  /**
   * Reads the object.
   *
   * @throws org.segmentattribution.api.WrongInput that names file and key, where it cannot be done
   */
  public static PictureSteps read(FolderJson json) {
    long[] input =
        json.has("input_size") ? json.sizes("input_size") : new long[] {CHANNELS, 224, 224};
    if (input.length != 3) {
      throw json.refuse("input_size", "channels, height and width are needed");
    }
    double share = json.number("crop_pct", CROP);
    if (!(share > 0 && share <= 1)) {
      throw json.refuse("crop_pct", "a number above 0, up to 1, is needed");
    }
    String interpolation = json.text("interpolation", "bilinear");
    if (!KNOWN.contains(interpolation)) {
      throw json.refuse("interpolation", Quoted.text(interpolation) + " is not known");
    }
    long[] sides = {input[1], input[2]};
    long[] resized = {(long) (sides[0] / share), (long) (sides[1] / share)};
    String mode = json.text("crop_mode", "center");
    boolean whole = resized[0] == sides[0] && resized[1] == sides[1];
    if (!MODES.contains(mode)) {
      throw json.refuse("crop_mode", Quoted.text(mode) + " is not known");
    }
    PictureSteps.Cropping cropping =
        mode.equals("squash") && whole
            ? null
            : new PictureSteps.Cropping(resized[0], resized[1], mode, "round");
    float[] mean = json.numbers("mean", CHANNELS);
    float[] std = json.numbers("std", CHANNELS);
    PictureSteps.Values values =
        new PictureSteps.Values(0, 1, of(mean, MEAN, input[0]), of(std, STD, input[0]), null);
    return new PictureSteps(sides, cropping, interpolation, values);
  }

  private static float[] of(float[] given, float[] otherwise, long channels) {
    return given != null ? given : channels == CHANNELS ? otherwise : null;
  }
}
