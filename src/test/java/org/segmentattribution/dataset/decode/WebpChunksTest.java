package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.dataset.decode.FileBytes.refused;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks of WebP files; what they hold is never decoded. */
class WebpChunksTest {
  private static byte[] file(byte[]... chunks) {
    int length = 4 + Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
    FileBytes file = FileBytes.little().text("RIFF").ints(length).text("WEBP");
    for (byte[] chunk : chunks) {
      file.all(chunk);
    }
    return file.done();
  }

  private static byte[] chunk(String name, byte[] data) {
    FileBytes chunk = FileBytes.little().text(name).ints(data.length).all(data);
    return (data.length % 2 == 1 ? chunk.bytes(0) : chunk).done();
  }

  private static byte[] lossy(int width, int height) {
    byte[] data =
        FileBytes.little().bytes(0, 0, 0, 0x9d, 1, 0x2a).shorts(width, height).bytes(7).done();
    return chunk("VP8 ", data);
  }

  private static byte[] lossless(int width, int height) {
    long bits = width - 1 | (long) (height - 1) << 14;
    return chunk("VP8L", FileBytes.little().bytes(0x2f).ints(bits).bytes(7, 7).done());
  }

  private static FileBytes number24(FileBytes file, int value) {
    return file.bytes(value, value >> 8, value >> 16);
  }

  private static byte[] extended(int width, int height) {
    FileBytes data = FileBytes.little().ints(0);
    return chunk("VP8X", number24(number24(data, width - 1), height - 1).done());
  }

  private static byte[] frame(int x, int y, int width, int height, byte[] picture) {
    FileBytes data = FileBytes.little();
    for (int value : new int[] {x / 2, y / 2, width - 1, height - 1, 100}) {
      number24(data, value);
    }
    return chunk("ANMF", data.bytes(0).all(picture).done());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 200", "16383, 1", "1, 16383"})
  void sizesOfBothKinds(int width, int height) throws IOException {
    for (byte[] picture : new byte[][] {lossy(width, height), lossless(width, height)}) {
      Encoded read = WebpChunks.read(file(picture));
      assertEquals(width, read.width());
      assertEquals(height, read.height());
      assertArrayEquals(file(picture), read.essence());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "6, ''", "8, 'Exif\0\0'"})
  void orientationIsInExifWithOrWithoutItsName(int turned, String name) throws IOException {
    byte[] data = FileBytes.little().text(name).all(FileBytes.exif(turned)).done();
    Encoded read = WebpChunks.read(file(extended(40, 30), lossy(40, 30), chunk("EXIF", data)));
    assertEquals(turned, read.orientation().value());
    assertArrayEquals(file(lossy(40, 30)), read.essence(), "profile, exif and header are left out");
  }

  @Test
  void transparencyKeepsItsHeader() throws IOException {
    byte[] alpha = chunk("ALPH", new byte[] {1, 2, 3});
    byte[] profile = chunk("ICCP", new byte[] {9, 9});
    Encoded read = WebpChunks.read(file(extended(40, 30), profile, alpha, lossy(40, 30)));
    byte[] header = extended(40, 30);
    header[8] = 0x10;
    assertArrayEquals(file(header, alpha, lossy(40, 30)), read.essence());
  }

  @Test
  void theFirstFrameOfAnAnimationStandsForIt() throws IOException {
    byte[] first = frame(4, 6, 20, 10, lossy(20, 10));
    byte[] second = frame(0, 0, 40, 30, lossless(40, 30));
    Encoded read = WebpChunks.read(file(extended(40, 30), first, second));
    assertEquals("an animated WebP", read.more());
    assertEquals(40, read.width());
    assertEquals(new Encoded.Frame(4, 6, 20, 10, Encoded.Frame.WHITE), read.frame());
    assertArrayEquals(file(lossy(20, 10)), read.essence());
    assertEquals("", WebpChunks.read(file(extended(40, 30), first)).more());
  }

  @Test
  void filesThatLie() {
    assertEquals(
        "broken WebP: its size is 41x30",
        refused(WebpChunks::read, file(extended(40, 30), lossy(41, 30))));
    assertEquals("broken WebP: its size is 0x5", refused(WebpChunks::read, file(lossy(0, 5))));
    assertEquals(
        "broken WebP: its first frame lies outside its canvas",
        refused(WebpChunks::read, file(extended(40, 30), frame(22, 0, 20, 10, lossy(20, 10)))));
    assertEquals(
        "broken WebP: it holds no picture", refused(WebpChunks::read, file(extended(40, 30))));
    assertEquals(
        "broken WebP: a chunk is too short",
        refused(WebpChunks::read, file(chunk("VP8L", new byte[4]))));
    assertEquals(
        "broken WebP: a chunk is too short",
        refused(WebpChunks::read, file(chunk("VP8X", new byte[9]))));
    assertEquals(
        "truncated WebP: it stops before its end",
        refused(
            WebpChunks::read,
            file(FileBytes.little().text("VP8 ").ints(4_000_000_000L).longs(0).done())));
  }

  @Test
  void filesCutAnywhereAreTruncated() {
    byte[] whole = file(extended(40, 30), lossy(40, 30));
    for (int length = 12; length < whole.length; length++) {
      assertEquals(
          "truncated WebP: it stops before its end",
          refused(WebpChunks::read, Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void whatFollowsTheFileIsNotRead() throws IOException {
    byte[] whole = file(lossy(40, 30));
    byte[] longer = FileBytes.little().all(whole).all(lossy(99, 99)).done();
    assertEquals(40, WebpChunks.read(longer).width());
    assertTrue(WebpChunks.read(longer).essence().length == whole.length);
  }
}
