package org.segmentattribution.segmentation.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Masks that Pillow and numpy wrote ({@code scripts/make-test-masks.py}, which printed the counts);
 * most show one disc of 1005 pixels.
 */
class SegmentMaskTest {
  private static final Path FILES = Path.of("src/test/resources/masks");
  private static final MaskReading UNION = new MaskReading(Double.NaN, true, "");

  @TempDir Path temp;

  private static int area(String file, int width, int height, MaskReading reading)
      throws IOException {
    return SegmentMask.read(FILES.resolve(file), width, height, reading).area();
  }

  private static String refusal(Path file, int width, int height) {
    String message =
        assertThrows(
                IOException.class,
                () -> SegmentMask.read(file, width, height, MaskReading.STANDARD))
            .getMessage();
    assertEquals(1, message.lines().count());
    assertTrue(message.startsWith(file.toString()), message);
    return message;
  }

  @ParameterizedTest
  @CsvSource({
    "palette-white-first.png, 160, 120, 2000",
    "voc-palette.png, 80, 60, 1005",
    "bits.png, 80, 60, 1005",
    "bool-rgb.png, 80, 60, 1005",
    "255-in-16.png, 80, 60, 1005",
    "grey4-trns.png, 160, 120, 2000",
    "disc.bmp, 80, 60, 1005",
    "disc.tif, 80, 60, 1005",
    "disc.gif, 80, 60, 1005",
    "disc.npy, 80, 60, 1005",
    "lossless.webp, 80, 60, 1005",
    "overlay.png, 80, 60, 1005"
  })
  void twoValuesAreAMask(String file, int width, int height, int inside) throws IOException {
    assertEquals(inside, area(file, width, height, MaskReading.STANDARD));
  }

  @ParameterizedTest
  @CsvSource({
    "soft.png, 256, 384, 5324",
    "faint.png, 256, 345, 0",
    "noise.png, 80, 60, 0",
    "smoothed.png, 80, 60, 1005",
    "from-jpeg.png, 80, 60, 1005",
    "gaussian.png, 80, 60, 869",
    "gaussian16.png, 80, 60, 877",
    "gaussian-16-levels.png, 80, 60, 793",
    "probability.npy, 80, 60, 877",
    "sky.jpg, 256, 345, 5504",
    "once.jpg, 80, 60, 1005",
    "colours.jpg, 80, 60, 1005",
    "lossy.webp, 80, 60, 1005"
  })
  void softMasksAreCutAtHalf(String file, int width, int height, int inside) throws IOException {
    assertEquals(inside, area(file, width, height, MaskReading.STANDARD));
  }

  @ParameterizedTest
  @CsvSource({
    "alpha.png, 256, 345, 5504",
    "white-alpha.png, 80, 60, 1005",
    "cutout.png, 80, 60, 1005",
    "grey-cutout.png, 80, 60, 1005"
  })
  void alphaIsTheMaskWhereColoursAreNone(String file, int width, int height, int inside)
      throws IOException {
    assertEquals(inside, area(file, width, height, MaskReading.STANDARD));
  }

  @ParameterizedTest
  @CsvSource({
    "instances.png, 160, 120, 191, 12160",
    "labels.png, 80, 60, 4, 2400",
    "trimap.png, 80, 60, 3, 1789",
    "superpixels.png, 80, 60, 100, 4800",
    "ids16.png, 80, 60, 101, 4000"
  })
  void numbersAreRefusedUnlessDeclared(String file, int width, int height, int values, int union)
      throws IOException {
    String said = refusal(FILES.resolve(file), width, height);
    assertTrue(said.contains(" holds " + values + " values in flat regions: instance"), said);
    assertTrue(said.contains("?instances=union"), said);
    assertEquals(union, area(file, width, height, UNION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one-two.png | holds the values 1 and 2 and no 0: which of them is inside?",
        "127-255.png | holds the values 127 and 255 and no 0: which of them is inside?",
        "red.png | has colours, which do not say what is inside. Declare ?instances=union",
        "void.png | holds 3 values in flat regions",
        "overlays.png | holds 3 values in flat regions",
      })
  void whatIsLeftOpenIsRefused(String file, String reason) {
    assertTrue(refusal(FILES.resolve(file), 80, 60).contains(reason));
  }

  @Test
  void declaredMasksAreReadAsDeclared() throws IOException {
    assertEquals(1005, area("red.png", 80, 60, UNION));
    MaskReading low = new MaskReading(0.05, false, "");
    assertEquals(0, area("noise.png", 80, 60, low));
    assertEquals(1789, area("trimap.png", 80, 60, new MaskReading(0.5, false, "")));
    assertEquals(1005, area("trimap.png", 80, 60, new MaskReading(0.6, false, "")));
    assertEquals(1005, area("cutout.png", 80, 60, new MaskReading(Double.NaN, false, "alpha")));
    MaskReading colour = new MaskReading(Double.NaN, false, "colour");
    assertEquals(4800, area("white-alpha.png", 80, 60, colour));
  }

  @Test
  void visibleBlackOnTransparentWhiteIsRefused() throws IOException {
    BufferedImage both = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < 4; x++) {
      for (int y = 0; y < 2; y++) {
        both.setRGB(x, y, x == 0 ? 0xff000000 : 0x00ffffff);
      }
    }
    Path file = temp.resolve("both.png");
    ImageIO.write(both, "png", file.toFile());
    String said = refusal(file, 4, 2);
    assertTrue(said.contains("has black where it is visible, and white where it is"), said);
    MaskReading alpha = new MaskReading(Double.NaN, false, "alpha");
    assertEquals(2, SegmentMask.read(file, 4, 2, alpha).area());
    MaskReading colour = new MaskReading(Double.NaN, false, "colour");
    assertEquals(6, SegmentMask.read(file, 4, 2, colour).area());
  }

  @Test
  void oneValueIsAllOrNothing() throws IOException {
    Path file = temp.resolve("a/b.png");
    for (int[] row : new int[][] {{0, 0}, {1, 6}, {255, 6}}) {
      Pngs.grey(file, new int[][] {{row[0], row[0], row[0]}, {row[0], row[0], row[0]}});
      assertEquals(row[1], SegmentMask.read(file, 3, 2, MaskReading.STANDARD).area());
    }
    Pngs.grey(file, new int[][] {{7, 7, 7}, {7, 7, 7}});
    assertTrue(refusal(file, 3, 2).contains("holds the value 7 everywhere"));
    Pngs.argb(file, new int[2][3]);
    assertTrue(refusal(file, 3, 2).contains("is wholly transparent"));
  }

  /** A label map whose middle value is rare: 0, 3 and 15 of 255. */
  @Test
  void lowNumbersAreNoFaintMask() throws IOException {
    int[][] rows = new int[40][60];
    for (int y = 10; y < 30; y++) {
      java.util.Arrays.fill(rows[y], 10, 40, 15);
    }
    rows[5][50] = 3;
    Path file = temp.resolve("a/b.png");
    Pngs.grey(file, rows);
    assertTrue(refusal(file, 60, 40).contains("holds 3 values in flat regions"));
  }

  @Test
  void transparentPixelsOfBlackAndWhiteAreOutside() throws IOException {
    Path file = temp.resolve("a/b.png");
    Pngs.argb(file, new int[][] {{0xffffffff, 0xff000000, 0x00ffffff}, {0, 0, 0xff000000}});
    assertEquals(1, SegmentMask.read(file, 3, 2, MaskReading.STANDARD).area());
  }
}
