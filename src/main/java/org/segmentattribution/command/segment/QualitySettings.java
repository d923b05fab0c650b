package org.segmentattribution.command.segment;

import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.segmentattribution.segmentation.quality.QualityLimits;

/**
 * How the quality of masks is measured.
 *
 * @param stability number of images under a shift and a flip; {@link #AUTO} for a standard number
 *     where models on this machine find the segments, and none where a service does
 * @param seed chooses them
 * @param against specification of masks to compare with; empty for none
 * @param limits numbers from which masks count as odd
 */
public record QualitySettings(int stability, long seed, String against, QualityLimits limits) {
  /** As many images as the kind of segmenter suggests. */
  public static final int AUTO = -1;

  private static final int STANDARD = 20;

  /** Returns the defaults, which compare with nothing. */
  public static QualitySettings standard() {
    return new QualitySettings(AUTO, 1, "", QualityLimits.standard());
  }

  /**
   * Reads a number of images.
   *
   * @param text a whole number or {@code auto}
   * @throws WrongInput where it is neither
   */
  public static int images(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (!text.matches("\\d{1,6}")) {
      throw WrongInput.of(
          "{stability} '%s' is neither auto nor a number of images; 0 tests none", text);
    }
    return Integer.parseInt(text);
  }

  /** Returns the number of images to test with a segmenter; 0 where it asks no model. */
  int tested(SegmenterSpec segmenter) {
    if (!segmenter.asksModel()) {
      return 0;
    }
    return stability != AUTO ? stability : segmenter.asksService() ? 0 : STANDARD;
  }
}
