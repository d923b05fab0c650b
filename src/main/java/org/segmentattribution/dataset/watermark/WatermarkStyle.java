package org.segmentattribution.dataset.watermark;

import org.segmentattribution.api.WrongInput;

/**
 * The properties that all watermarks of a data set share.
 *
 * @param red red of the text, 0 to 255
 * @param green green of the text, 0 to 255
 * @param blue blue of the text, 0 to 255
 * @param height height of the text as a share of the image's short side, 0 to 0.5
 * @param characters number of characters in each text
 * @param jitter largest distance from the corner beyond the margin, as a share of the short side
 */
public record WatermarkStyle(
    int red, int green, int blue, double height, int characters, double jitter) {
  /** Checks the ranges. */
  public WatermarkStyle {
    if (((red | green | blue) & ~0xff) != 0) {
      throw new WrongInput("watermark colour values go from 0 to 255");
    }
    if (!(height > 0 && height <= 0.5) || characters < 1 || !(jitter >= 0 && jitter <= 0.2)) {
      throw new WrongInput(
          "a watermark's height is at most 0.5 and its jitter at most 0.2 of the short side");
    }
  }

  /** Returns five opaque magenta characters, one ninth of the short side tall. */
  public static WatermarkStyle defaults() {
    return new WatermarkStyle(255, 0, 255, 0.11, 5, 0.04);
  }
}
