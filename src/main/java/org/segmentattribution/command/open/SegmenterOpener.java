package org.segmentattribution.command.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.SegmenterSpec;

/** Opens segmenters; a {@link WrongInput} names the setting at fault. */
public final class SegmenterOpener {
  private static final String KEY = "segmenter";

  private SegmenterOpener() {}

  /** Returns whether a segmenter's specification names a folder of masks. */
  public static boolean readsMaskFolder(String spec) {
    return Pattern.compile("\\+(?=[a-z]+:)")
        .splitAsStream(spec)
        .anyMatch(
            part ->
                part.startsWith("masks:")
                    && Files.isDirectory(Path.of(part.substring(6).replaceFirst("\\?.*", ""))));
  }

  /**
   * Opens a segmenter and gives it the list of images.
   *
   * @throws RunFailed where it can find nothing in any of them
   */
  public static Segmenter segmenter(String spec, SegmenterOptions options, ImageSelection images) {
    return segmenter(KEY, spec, options, images);
  }

  /**
   * Opens a segmenter that another setting names and gives it the list of images.
   *
   * @param key of the setting
   * @throws RunFailed where it can find nothing in any of them
   */
  public static Segmenter segmenter(
      String key, String spec, SegmenterOptions options, ImageSelection images) {
    Segmenter segmenter = open(key, spec, options);
    try {
      segmenter.expect(images.expected());
      return segmenter;
    } catch (IOException e) {
      segmenter.close();
      throw new RunFailed(e.getMessage(), e);
    }
  }

  /** Opens a segmenter. */
  public static Segmenter segmenter(String spec, SegmenterOptions options) {
    return open(KEY, spec, options);
  }

  private static Segmenter open(String key, String spec, SegmenterOptions options) {
    try {
      return SegmenterSpec.parse(spec).open(options);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in(key, e);
    }
  }
}
