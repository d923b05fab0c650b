package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.RgbImage;

class ImageFeedTest {
  /**
   * Ultralytics divides; a product with 1/255 differs in the last bit, which weights can enlarge.
   */
  @Test
  void levelsAreDividedAsPyTorchDoes() {
    RgbImage image = RgbImage.black(256, 1);
    for (int level = 0; level < 256; level++) {
      image.set(level, 0, level, level, level);
    }
    ImageFeed feed = new ImageFeed("images", 4, false, 256, 1, ImageFeed.Normalisation.UNIT);
    float[] values = feed.tensor(image).floats();
    for (int level = 0; level < 256; level++) {
      assertEquals(level / 255f, values[level]);
    }
  }
}
