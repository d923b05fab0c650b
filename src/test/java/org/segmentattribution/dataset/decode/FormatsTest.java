package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.api.RgbImage;

/** Pictures and what Pillow 13 reads of them come from {@code scripts/make-test-formats.py}. */
class FormatsTest {
  private static final Path FORMATS = Path.of("src/test/resources/formats");
  private final ImageDecoder decoder = new ImageDecoder(1);

  @TempDir Path folder;

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FORMATS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".rgb"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Those that {@link HostileImagesTest} does not break already. */
  static Stream<String> breakable() throws IOException {
    return names().filter(name -> !name.endsWith(".jpg") && !name.startsWith("turned"));
  }

  /** Inks behind luminance are rounded twice. */
  private static int tolerance(String name) {
    return name.matches("cmyk-.*adobe[12].*") ? 1 : 0;
  }

  @ParameterizedTest
  @MethodSource("names")
  void readsWhatPillowReads(String name) throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(FORMATS.resolve(name + ".rgb")));
    RgbImage image = decoder.decode(FORMATS.resolve(name));
    assertEquals(expected.getShort(), image.width());
    assertEquals(expected.getShort(), image.height());
    for (int i = 0; i < image.rgb().length; i++) {
      int difference = Math.abs((expected.get() & 0xff) - (image.rgb()[i] & 0xff));
      assertTrue(
          difference <= tolerance(name), name + ": value " + i + " differs by " + difference);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "frames.gif, an animated GIF",
    "frames.webp, an animated WebP",
    "pages.tif, a TIFF of several pages",
    "palette.gif, ''",
    "lossless.webp, ''",
    "tiles.tif, ''",
    "rgb.bmp, ''",
    "frames.png, an animated PNG"
  })
  void knowsWhatElseAFileShows(String name, String more) {
    assertEquals(more, decoder.more(FORMATS.resolve(name)));
  }

  @Test
  void knowsHowAPictureIsTurned() {
    Path images = Path.of("src/test/resources/images");
    for (int turned = 1; turned <= 8; turned++) {
      assertEquals(turned, decoder.turned(images.resolve("orientation" + turned + ".jpg")));
      assertEquals(turned, decoder.turned(images.resolve("orientation" + turned + ".png")));
    }
    for (int turned = 2; turned <= 8; turned++) {
      assertEquals(turned, decoder.turned(FORMATS.resolve("turned" + turned + ".tif")));
      assertEquals(turned, decoder.turned(FORMATS.resolve("turned" + turned + ".webp")));
    }
    assertEquals(1, decoder.turned(images.resolve("progressive.jpg")));
    assertEquals(1, decoder.turned(images.resolve("missing.jpg")));
  }

  @ParameterizedTest
  @MethodSource("breakable")
  void aFileCutShortIsRefusedInOneLine(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FORMATS.resolve(name));
    boolean several = !decoder.more(FORMATS.resolve(name)).isEmpty(); // the first may be whole
    for (int length = 1;
        !several && length < whole.length * 3 / 4;
        length += 1 + whole.length / 60) {
      reason(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @MethodSource("breakable")
  void damagedBytesGiveAnIOExceptionOrAPicture(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FORMATS.resolve(name));
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int trial = 0; trial < 25; trial++) {
      byte[] bytes = whole.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertTrue(decoder.decode(Files.write(folder.resolve("file"), bytes)).width() > 0);
      } catch (IOException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "000000186674797068656963, heif-convert",
    "000000206674797061766966, avifdec",
    "0000001c667479706d696631000000006d69663161766966, avifdec",
    "0000000c4a584c200d0a870a, djxl",
    "ff0afa1f, djxl",
    "0000000c6a5020200d0a870a, opj_decompress",
    "49492a001000000043520200, darktable-cli",
    "000000186674797063727820, darktable-cli",
    "46554a4946494c4d4343442d524157, darktable-cli",
    "49495500180000, darktable-cli",
    "4949524f08000000, darktable-cli",
    "38425053000100, magick 'IN.psd[0]'",
    "255044462d312e37, pdftoppm",
    "000000206674797069736f6d, ffmpeg",
    "1a45dfa3934282, ffmpeg",
    "762f3101, magick IN OUT.png",
    "50360a32203220, magick IN OUT.png"
  })
  void saysHowToConvertWhatIsNotRead(String start, String command) throws IOException {
    String reason = reason(Arrays.copyOf(HexFormat.of().parseHex(start), 300));
    assertTrue(reason.contains(" is not read here; convert it to PNG or JPEG: " + command), reason);
  }

  @Test
  void tellsDicomAndDrawings() throws IOException {
    byte[] dicom = new byte[400];
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, dicom, 128, 4);
    assertTrue(reason(dicom).startsWith("a DICOM file is not read here"));
    byte[] svg = "<?xml version=\"1.0\"?>\n<svg width=\"8\"/>".getBytes(StandardCharsets.UTF_8);
    assertTrue(reason(svg).startsWith("an SVG drawing is not read here"));
    byte[] text = "BMW, Audi and so on\n".getBytes(StandardCharsets.UTF_8);
    assertEquals("no picture: starts with 42 4d 57 2c 20 41 75 64", reason(text));
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0};
    assertEquals("no picture, but a ZIP archive: starts with 50 4b 03 04 14 00 00 00", reason(zip));
  }

  /** Cameras store TIFF with a thumbnail first; its name or its directory tells. */
  @Test
  void tellsRawFilesThatAreTiff() throws IOException {
    Path named = folder.resolve("photo.NEF");
    Files.copy(FORMATS.resolve("rgb-raw.tif"), named);
    String reason = assertThrows(IOException.class, () -> decoder.decode(named)).getMessage();
    assertTrue(reason.startsWith("a camera's raw file is not read here"), reason);
    ByteBuffer dng = ByteBuffer.wrap(Files.readAllBytes(FORMATS.resolve("rgb-raw.tif")));
    dng.order(ByteOrder.LITTLE_ENDIAN);
    int last = dng.getInt(4) + 2 + 12 * (dng.getShort(dng.getInt(4)) - 1);
    dng.putShort(last, (short) 50706);
    assertTrue(reason(dng.array()).startsWith("a camera's raw file is not read here"));
  }

  @Test
  void refusesWhatDoesNotSayWhatIsWhite() throws IOException {
    ByteBuffer tiff = ByteBuffer.wrap(Files.readAllBytes(FORMATS.resolve("grey.tif")));
    tiff.order(ByteOrder.LITTLE_ENDIAN);
    int entry = tiff.getInt(4) + 2;
    while (tiff.getShort(entry) != 258) {
      entry += 12;
    }
    tiff.putShort(entry + 8, (short) 32);
    assertEquals(
        "a TIFF of 32 bits a sample is not supported; save it as 8-bit RGB", reason(tiff.array()));
  }

  /** A few kilobytes, and minutes of decoding if they were believed. */
  @Test
  void refusesJpegsOfTooManyScans() throws IOException {
    byte[] jpeg = Files.readAllBytes(Path.of("src/test/resources/images/progressive.jpg"));
    int scan = lastScan(jpeg);
    byte[] last = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 600; i++) {
      bomb.writeBytes(last);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);
    assertEquals(
        "too many scans: a progressive JPEG of 8x6 with 501 of them or more takes too long",
        reason(bomb.toByteArray()));
  }

  private static int lastScan(byte[] jpeg) {
    int at = jpeg.length - 2;
    while ((jpeg[at] & 0xff) != 0xff || (jpeg[at + 1] & 0xff) != 0xda) {
      at--;
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({"lossless.webp, 21, 4", "palette.gif, 6, 4", "rgb.bmp, 18, 8"})
  void looksAtTheSizeBeforeDecoding(String name, int at, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(FORMATS.resolve(name));
    Arrays.fill(bytes, at, at + length, (byte) 0x3f);
    String reason = reason(bytes);
    assertTrue(
        reason.startsWith("too large: ")
            || reason.contains("its size is ")
            || reason.startsWith("truncated BMP"),
        reason);
  }

  private String reason(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    String reason = assertThrows(IOException.class, () -> decoder.decode(file)).getMessage();
    assertEquals(1, reason.lines().count(), reason);
    return reason;
  }
}
