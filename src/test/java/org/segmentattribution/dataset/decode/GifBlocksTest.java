package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.segmentattribution.dataset.decode.FileBytes.refused;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of GIF files and headers of BMP files; pixels are never decoded. */
class GifBlocksTest {
  /** A screen with a palette of two colours, the first of which is (1, 2, 3). */
  private static FileBytes screen(int width, int height) {
    return FileBytes.little()
        .text("GIF89a")
        .shorts(width, height)
        .bytes(0x80, 0, 0)
        .bytes(1, 2, 3, 4, 5, 6);
  }

  private static FileBytes frame(FileBytes file, int x, int y, int width, int height) {
    return file.text(",").shorts(x, y, width, height).bytes(0).bytes(2, 2, 0x4c, 1, 0);
  }

  private static FileBytes control(FileBytes file, boolean transparent) {
    return file.bytes('!', 0xf9, 4, transparent ? 1 : 0, 0, 0, 0, 0);
  }

  private static byte[] ended(FileBytes file) {
    return file.text(";").done();
  }

  @Test
  void theSizeIsThatOfTheScreen() throws IOException {
    Encoded read = GifBlocks.read(ended(frame(screen(300, 200), 5, 6, 7, 8)));
    assertEquals(300, read.width());
    assertEquals(200, read.height());
    assertEquals(new Encoded.Frame(5, 6, 7, 8, 0x010203), read.frame());
    assertEquals("", read.more());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 12, 14", "3, 20, 12, 20", "20, 3, 20, 14"})
  void aScreenIsAsLargeAsItsFrame(int width, int height, int allWidth, int allHeight)
      throws IOException {
    Encoded read = GifBlocks.read(ended(frame(screen(width, height), 5, 6, 7, 8)));
    assertEquals(allWidth, read.width());
    assertEquals(allHeight, read.height());
  }

  @Test
  void aroundATransparentFrameIsWhite() throws IOException {
    byte[] file = ended(frame(control(screen(9, 9), true), 1, 1, 2, 2));
    assertEquals(Encoded.Frame.WHITE, GifBlocks.read(file).frame().around());
    byte[] opaque = ended(frame(control(screen(9, 9), false), 1, 1, 2, 2));
    assertEquals(0x010203, GifBlocks.read(opaque).frame().around());
  }

  @Test
  void theFirstOfSeveralFramesIsKept() throws IOException {
    byte[] one = ended(frame(screen(9, 9), 0, 0, 9, 9));
    FileBytes two = frame(screen(9, 9), 0, 0, 9, 9);
    byte[] both = ended(frame(control(two, true), 1, 1, 2, 2));
    Encoded read = GifBlocks.read(both);
    assertEquals("an animated GIF", read.more());
    assertArrayEquals(one, read.essence());
    assertEquals(9, read.frame().width());
  }

  @Test
  void commentsAndPaddingAreWalkedOver() throws IOException {
    FileBytes file = screen(9, 9).bytes('!', 0xfe, 3, 'a', 'b', ',', 2, 'c', 'd', 0).bytes(0, 0);
    assertEquals(9, GifBlocks.read(ended(frame(file, 0, 0, 9, 9))).frame().height());
  }

  @Test
  void filesCutBeforeTheFirstPictureEnds() {
    byte[] whole = frame(screen(9, 9), 0, 0, 9, 9).done();
    for (int length = 20; length < whole.length; length++) {
      String why = refused(GifBlocks::read, Arrays.copyOf(whole, length));
      assertEquals("truncated GIF: it stops before its first picture's end", why);
    }
  }

  @Test
  void filesWithoutAPicture() {
    assertEquals("broken GIF: it holds no picture", refused(GifBlocks::read, ended(screen(9, 9))));
    assertEquals(
        "broken GIF: its size is 0x8",
        refused(GifBlocks::read, ended(frame(screen(9, 9), 0, 0, 0, 8))));
    assertEquals(
        "truncated GIF: it stops before its first picture's end",
        refused(GifBlocks::read, FileBytes.little().text("GIF89a").shorts(1).done()));
  }

  /** A BMP of the usual header with its rows. */
  private static byte[] bmp(int width, int height, int bits, int compression, int rows) {
    return FileBytes.little()
        .text("BM")
        .ints(0, 0, 54)
        .ints(40, width, height)
        .shorts(1, bits)
        .ints(compression, 0, 0, 0, 0, 0)
        .all(new byte[rows])
        .done();
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 24, 48", "5, -3, 24, 48", "33, 2, 1, 16", "3, 2, 4, 8", "3, 2, 8, 8"})
  void rowsOfABmpArePaddedToFourBytes(int width, int height, int bits, int rows)
      throws IOException {
    Encoded read = BmpHeader.read(bmp(width, height, bits, 0, rows));
    assertEquals(width, read.width());
    assertEquals(Math.abs(height), read.height());
    assertEquals(
        "truncated BMP: it stops before its last row",
        refused(BmpHeader::read, bmp(width, height, bits, 0, rows - 1)));
  }

  @Test
  void theOldHeaderOfABmpHasShortNumbers() throws IOException {
    byte[] file =
        FileBytes.little()
            .text("BM")
            .ints(0, 0, 26)
            .ints(12)
            .shorts(40_000, 1, 1, 1)
            .all(new byte[5000])
            .done();
    assertEquals(40_000, BmpHeader.read(file).width());
    assertEquals(1, BmpHeader.read(file).height());
  }

  @Test
  void bmpsThatLie() {
    assertEquals("broken BMP: its size is 0x3", refused(BmpHeader::read, bmp(0, 3, 24, 0, 0)));
    assertEquals("broken BMP: its size is -5x3", refused(BmpHeader::read, bmp(-5, 3, 24, 0, 99)));
    assertEquals(
        "broken BMP: its size is 1x2147483648",
        refused(BmpHeader::read, bmp(1, Integer.MIN_VALUE, 24, 0, 99)));
    assertEquals(
        "truncated BMP: it stops before its last row",
        refused(BmpHeader::read, bmp(1 << 20, 1 << 20, 32, 0, 99)));
    assertEquals(
        "a BMP with a JPEG or PNG inside is not supported; save it as PNG",
        refused(BmpHeader::read, bmp(5, 3, 24, 4, 99)));
    assertEquals(
        "truncated BMP: it stops within its header",
        refused(BmpHeader::read, Arrays.copyOf(bmp(5, 3, 24, 0, 48), 53)));
  }
}
