package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files put together chunk by chunk (W3C PNG, section 11), so that every stored bit is known. */
class RawPngTest {
  private static final byte[] NONE = {};

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  /** A picture of two pixels a row; each row of bytes is stored unfiltered. */
  private static byte[] png(int depth, int type, byte[] palette, byte[] transparent, int... bytes)
      throws IOException {
    return png(2, 1, depth, type, palette, transparent, bytes);
  }

  private static byte[] png(
      int width, int height, int depth, int type, byte[] palette, byte[] transparent, int... bytes)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] head =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) type)
            .array();
    chunk(out, "IHDR", head);
    chunk(out, "tEXt", "Comment\0passed over".getBytes(StandardCharsets.ISO_8859_1));
    if (palette.length > 0) {
      chunk(out, "PLTE", palette);
    }
    if (transparent.length > 0) {
      chunk(out, "tRNS", transparent);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      int row = bytes.length / height;
      for (int y = 0; y < height; y++) {
        deflater.write(0);
        for (int i = 0; i < row; i++) {
          deflater.write(bytes[y * row + i]);
        }
      }
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", NONE);
    return out.toByteArray();
  }

  /** Two greys of 1 to 16 bits stay what they are, and their colours are brought to 8 bits. */
  @ParameterizedTest
  @CsvSource({
    "1, 64, 0, 0 1, 0 255",
    "2, 96, 0, 1 2, 85 170",
    "4, 29, 0, 1 13, 17 221",
    "8, 7, 200, 7 200, 7 200"
  })
  void greysAreAsStored(int depth, int first, int second, String greys, String eight)
      throws IOException {
    byte[] file =
        depth == 8 ? png(8, 0, NONE, NONE, first, second) : png(depth, 0, NONE, NONE, first);
    PixelSamples samples = RawPng.of(file).samples();
    assertEquals((1 << depth) - 1, samples.full());
    assertArrayEquals(numbers(greys), samples.grey());
    assertNull(samples.rgb());
    assertNull(samples.alpha());
    assertNull(samples.indices());
    for (int i = 0; i < 2; i++) {
      assertEquals(numbers(eight)[i] * 0x010101, samples.colour(i));
    }
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  /** 0x0102 and 0x8000: as 8 bits 258 / 257 and 32768 / 257, rounded. */
  @Test
  void sixteenBitsAreNotCutToEight() throws IOException {
    PixelSamples samples = RawPng.of(png(16, 0, NONE, NONE, 1, 2, 128, 0)).samples();
    assertEquals(65535, samples.full());
    assertArrayEquals(new int[] {0x0102, 0x8000}, samples.grey());
    assertEquals(0x010101, samples.colour(0));
    assertEquals(0x808080, samples.colour(1));
  }

  /** One grey value is transparent; the other is opaque. */
  @Test
  void theTransparentGreyHasNoOpacity() throws IOException {
    PixelSamples samples = RawPng.of(png(2, 0, NONE, new byte[] {0, 2}, 96)).samples();
    assertArrayEquals(new int[] {1, 2}, samples.grey());
    assertArrayEquals(new int[] {3, 0}, samples.alpha());
  }

  @Test
  void coloursAndTheTransparentOne() throws IOException {
    byte[] red = {0, (byte) 200, 0, 10, 0, 20};
    PixelSamples samples = RawPng.of(png(8, 2, NONE, red, 9, 9, 9, 200, 10, 20)).samples();
    assertArrayEquals(new int[] {0x090909, 0xc80a14}, samples.rgb());
    assertArrayEquals(new int[] {9, 200}, samples.grey(), "the strongest colour");
    assertArrayEquals(new int[] {255, 0}, samples.alpha());
    PixelSamples opaque = RawPng.of(png(8, 2, NONE, NONE, 1, 2, 3, 4, 5, 6)).samples();
    assertNull(opaque.alpha());
    assertArrayEquals(new int[] {0x010203, 0x040506}, opaque.rgb());
  }

  /** A colour like the transparent one in two channels alone is opaque. */
  @Test
  void everyChannelMustMatchTheTransparentColour() throws IOException {
    byte[] like = {0, 1, 0, 2, 0, 9};
    assertNull(RawPng.of(png(8, 2, NONE, like, 1, 2, 3, 1, 2, 8)).samples().alpha());
  }

  /** Entries beyond tRNS are opaque; grey entries alone need no colours. */
  @Test
  void aPaletteGivesIndicesColoursAndOpacity() throws IOException {
    byte[] palette = {5, 5, 5, 10, 20, 30, 40, 50, 60};
    PixelSamples samples = RawPng.of(png(8, 3, palette, new byte[] {9, 8}, 2, 1)).samples();
    assertArrayEquals(new int[] {2, 1}, samples.indices());
    assertArrayEquals(new int[] {0x28323c, 0x0a141e}, samples.rgb());
    assertArrayEquals(new int[] {255, 8}, samples.alpha());
    assertEquals(255, samples.full());
    PixelSamples grey = RawPng.of(png(4, 3, palette, NONE, 0)).samples();
    assertNull(grey.rgb());
    assertArrayEquals(new int[] {5, 5}, grey.grey());
    assertArrayEquals(new int[] {0, 0}, grey.indices());
  }

  @Test
  void anIndexBesideThePaletteIsRefused() throws IOException {
    RawPng png = RawPng.of(png(8, 3, new byte[] {1, 2, 3}, NONE, 0, 1));
    String said = assertThrows(IOException.class, png::samples).getMessage();
    assertEquals("the index 1 is not in its palette", said);
  }

  @Test
  void opacityIsAsStored() throws IOException {
    PixelSamples grey = RawPng.of(png(8, 4, NONE, NONE, 7, 255, 8, 128)).samples();
    assertArrayEquals(new int[] {7, 8}, grey.grey());
    assertArrayEquals(new int[] {255, 128}, grey.alpha());
    PixelSamples colours = RawPng.of(png(8, 6, NONE, NONE, 1, 2, 3, 0, 4, 4, 4, 255)).samples();
    assertArrayEquals(new int[] {0, 255}, colours.alpha());
    assertArrayEquals(new int[] {0x010203, 0x040404}, colours.rgb());
  }

  @Test
  void rowsComeFromTheTop() throws IOException {
    RawPng png = RawPng.of(png(2, 3, 8, 0, NONE, NONE, 1, 2, 3, 4, 5, 6));
    assertEquals(2, png.width());
    assertEquals(3, png.height());
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, png.samples().grey());
  }

  /** Wherever the file stops, it is said in one line. */
  @Test
  void aFileThatIsCutOffIsTold() throws IOException {
    byte[] whole = png(8, 0, NONE, NONE, 1, 2);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      String said = assertThrows(IOException.class, () -> RawPng.of(cut)).getMessage();
      assertEquals("it stops before its end", said);
    }
    ByteArrayOutputStream headless = new ByteArrayOutputStream();
    headless.write(whole, 0, 8);
    chunk(headless, "IEND", NONE);
    byte[] file = headless.toByteArray();
    assertEquals(
        "it has no head", assertThrows(IOException.class, () -> RawPng.of(file)).getMessage());
  }

  @Test
  void aLengthThatLiesIsRefused() throws IOException {
    byte[] whole = png(8, 0, NONE, NONE, 1, 2);
    for (int length : new int[] {-1, Integer.MAX_VALUE, whole.length}) {
      byte[] lying = whole.clone();
      ByteBuffer.wrap(lying).putInt(8, length);
      assertThrows(IOException.class, () -> RawPng.of(lying));
    }
  }

  /** What a sampler has seen before the first colour or opacity is filled in. */
  @Test
  void aSamplerCatchesUp() {
    PixelSampler sampler = new PixelSampler(3, 1, 15);
    assertEquals(15, sampler.full());
    sampler.grey(3, 15);
    sampler.colour(1, 15, 0, 15);
    sampler.grey(15, 4);
    PixelSamples samples = sampler.samples(true);
    assertArrayEquals(new int[] {3, 15, 15}, samples.grey());
    assertArrayEquals(new int[] {0x333333, 0x11ff00, 0xffffff}, samples.rgb());
    assertArrayEquals(new int[] {15, 15, 4}, samples.alpha());
    assertTrue(samples.lossy());
  }
}
