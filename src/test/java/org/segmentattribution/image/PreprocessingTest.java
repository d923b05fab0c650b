package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

class PreprocessingTest {
  private static final float[] MEANS = {10, 20, 30};
  private static final float[] ONES = {1, 1, 1};

  @Test
  void writesChannelsInTheDeclaredOrderAndScale() {
    RgbImage pixel = new RgbImage(1, 1, new byte[] {(byte) 255, 51, 0});
    float[] bgr = new float[3];
    new Preprocessing(1, 1, 0, 0, 255, MEANS, ONES, ChannelOrder.BGR).toInput(pixel, bgr, 0);
    assertArrayEquals(new float[] {-10, 31, 225}, bgr, 1e-4f);
    float[] rgb = new float[4];
    Preprocessing.simple(1, 1).toInput(pixel, rgb, 1);
    assertArrayEquals(new float[] {0, 1, -0.6f, -1}, rgb, 1e-6f);
  }

  @Test
  void cropsTheCentreOfTheResizedPicture() {
    // 8 x 4 with resize 4 is not resized; the 4 x 4 crop starts at column 2
    RgbImage image = RgbImage.black(8, 4);
    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 4; y++) {
        image.set(x, y, x * 10, y, 0);
      }
    }
    RgbImage grid = crop(4).toGrid(image);
    assertEquals(4, grid.width());
    assertEquals(20, grid.value(0, 0, 0));
    assertEquals(50, grid.value(3, 3, 0));
    assertEquals(3, grid.value(3, 3, 1));
  }

  @Test
  void mapsMasksThroughTheSameGeometry() {
    // a 16 x 8 picture, resized to 8 x 4: the crop holds source columns 4 to 11
    Mask inside = Mask.of(16, 8, (x, y) -> x == 5 && y == 1);
    assertEquals(Mask.of(4, 4, (x, y) -> x == 0 && y == 0), crop(4).toGrid(inside));
    Mask cropped = Mask.of(16, 8, (x, y) -> x < 4);
    assertTrue(crop(4).toGrid(cropped).isEmpty());
    assertTrue(crop(4).outside(cropped));
    Mask thin = Mask.of(16, 8, (x, y) -> x == 4 && y == 0);
    assertTrue(crop(4).toGrid(thin).isEmpty());
    assertFalse(crop(4).outside(thin));
  }

  @Test
  void masksAndPicturesStayAligned() {
    // a bright block and its mask land on the same grid pixels (up to the smoothed border)
    Preprocessing to = new Preprocessing(24, 24, 32, 0, 1, MEANS, ONES, ChannelOrder.RGB);
    RgbImage image = RgbImage.black(150, 100);
    Mask mask = Mask.of(150, 100, (x, y) -> x >= 60 && x < 90 && y >= 30 && y < 80);
    mask.forEach((x, y) -> image.set(x, y, 255, 255, 255));
    RgbImage grid = to.toGrid(image);
    Mask mapped = to.toGrid(mask);
    int[] agree = {0};
    mapped.forEach((x, y) -> agree[0] += grid.value(x, y, 0) > 127 ? 1 : 0);
    assertTrue(agree[0] > 0.95 * mapped.area(), agree[0] + " of " + mapped.area());
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> crop(3));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Preprocessing(4, 4, 0, 0, 1, MEANS, new float[] {1, 0, 1}, ChannelOrder.RGB));
  }

  private static Preprocessing crop(int resize) {
    return new Preprocessing(4, 4, resize, 0, 255, MEANS, ONES, ChannelOrder.RGB);
  }
}
