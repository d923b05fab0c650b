package org.segmentattribution.segmentation.pixels;

import java.io.IOException;
import java.nio.file.Path;

/** Compares the size of a mask with that of its image. */
public final class MaskSize {
  private MaskSize() {}

  /** Refuses a mask of another size than its image's. */
  static void require(Path file, int maskWidth, int maskHeight, int width, int height)
      throws IOException {
    if (maskWidth != width || maskHeight != height) {
      throw new UnusableMask(
          "%s is %dx%d, but its image is %dx%d"
                  .formatted(file, maskWidth, maskHeight, width, height)
              + turned(maskWidth, maskHeight, width, height));
    }
  }

  /** Returns a likely cause where sizes differ by a quarter turn; empty where they do not. */
  public static String turned(long maskWidth, long maskHeight, int width, int height) {
    return maskWidth == height && maskHeight == width
        ? ": masks lie on the picture as it is shown, upright after its EXIF rotation"
        : "";
  }
}
