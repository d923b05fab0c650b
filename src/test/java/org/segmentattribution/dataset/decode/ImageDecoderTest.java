package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.source.ImageSources;

/** Pictures and expected values come from {@code scripts/make-test-images.py} (Pillow 9.4). */
class ImageDecoderTest {
  private static final Path IMAGES = Path.of("src/test/resources/images");
  private final ImageDecoder decoder = new ImageDecoder();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rgb.png, 200 30 60, 20 180 90, 0",
    "rgb.jpg, 200 30 59, 20 180 90, 2",
    "progressive.jpg, 200 30 59, 20 180 90, 2",
    "grey.png, 64 64 64, 192 192 192, 0",
    "grey.jpg, 64 64 64, 192 192 192, 1",
    "grey16.png, 64 64 64, 192 192 192, 0",
    "grey-alpha.png, 227 227 227, 255 255 255, 1",
    "rgba.png, 227 142 157, 255 255 255, 1",
    "rgba16.png, 227 142 157, 20 180 90, 1",
    "palette.png, 200 30 60, 20 180 90, 0",
    "palette-transparent.png, 255 255 255, 20 180 90, 0",
    "bits.png, 0 0 0, 255 255 255, 0",
    "cmyk.jpg, 200 30 60, 20 180 90, 0"
  })
  void readsWhatPillowReads(String name, String left, String right, int tolerance)
      throws IOException {
    RgbImage image = decoder.decode(IMAGES.resolve(name));
    assertEquals(8, image.width());
    assertEquals(6, image.height());
    assertPixel(left, image, 0, 0, tolerance);
    assertPixel(right, image, 7, 5, tolerance);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPicturesUpright(int orientation) throws IOException {
    for (String kind : new String[] {"png", "jpg"}) {
      RgbImage image = decoder.decode(IMAGES.resolve("orientation" + orientation + "." + kind));
      assertEquals(8, image.width());
      assertEquals(6, image.height());
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          assertPixel(x * 30 + " " + y * 40 + " 0", image, x, y, kind.equals("png") ? 0 : 12);
        }
      }
    }
  }

  @Test
  void tellsKindsByContent() throws IOException {
    Path wrongName = folder.resolve("really-a-png.jpg");
    Files.copy(IMAGES.resolve("rgb.png"), wrongName);
    assertPixel("200 30 60", decoder.decode(wrongName), 0, 0, 0);
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path text = folder.resolve("text.jpg");
    Files.writeString(text, "hello");
    assertReason("no picture: starts with 68 65 6c 6c 6f", text);
    Path empty = folder.resolve("empty.png");
    Files.createFile(empty);
    assertReason("empty file", empty);
    assertReason("no such file", folder.resolve("missing.png"));
  }

  @Test
  void refusesTooLargeBeforeDecoding() throws IOException {
    byte[] png = Files.readAllBytes(IMAGES.resolve("rgb.png"));
    png[18] = 0x7f; // the header now says 32520 columns
    Path huge = folder.resolve("huge.png");
    Files.write(huge, png);
    IOException e =
        assertThrows(
            IOException.class, () -> new ImageDecoder(0).decode(IMAGES.resolve("rgb.png")));
    assertEquals("too large: 8x6 is over 0 megapixels", e.getMessage());
    assertThrows(IOException.class, () -> decoder.decode(huge));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "rgba16.png", "rgb.jpg", "progressive.jpg", "cmyk.jpg"})
  void refusesTruncatedFiles(String name) throws IOException {
    byte[] whole = Files.readAllBytes(IMAGES.resolve(name));
    Path cut = folder.resolve("cut-" + name);
    for (int length : new int[] {9, whole.length / 2, whole.length - 20}) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> decoder.decode(cut), name + " cut to " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "palette.png", "orientation6.jpg", "cmyk.jpg"})
  void damagedBytesGiveAnIOExceptionOrAPicture(String name) throws IOException {
    byte[] whole = Files.readAllBytes(IMAGES.resolve(name));
    SplittableRandom random = new SplittableRandom(7);
    Path damaged = folder.resolve("damaged");
    int refused = 0;
    for (int trial = 0; trial < 300; trial++) {
      byte[] bytes = whole.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bytes);
      try {
        assertTrue(decoder.decode(damaged).width() > 0);
      } catch (IOException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void readsEveryRealPhotograph() throws IOException {
    Path data = Path.of(System.getProperty("sat.data", "../shared/data"));
    assumeTrue(Files.isDirectory(data.resolve("bar")), "no photographs in " + data);
    for (String set : new String[] {"bar", "imagenet-samples"}) {
      for (ImageRecord record : ImageSources.open(data.resolve(set)).records()) {
        RgbImage image = decoder.decode(record.file());
        assertTrue(Math.min(image.width(), image.height()) >= 100, record.path());
      }
    }
  }

  private void assertReason(String reason, Path file) {
    assertEquals(reason, assertThrows(IOException.class, () -> decoder.decode(file)).getMessage());
  }

  private static void assertPixel(String expected, RgbImage image, int x, int y, int tolerance) {
    int[] values = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (int c = 0; c < 3; c++) {
      int value = image.value(x, y, c);
      assertTrue(
          Math.abs(values[c] - value) <= tolerance,
          "pixel " + x + "," + y + " channel " + c + " is " + value + ", not " + values[c]);
    }
  }
}
