package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.segmentattribution.dataset.decode.FileBytes.refused;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of PNG files; what they hold is never unpacked. */
class PngChunksTest {
  private static final byte[] NONE = {};

  private static FileBytes start() {
    return FileBytes.big().bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10);
  }

  private static FileBytes of(long width, long height) {
    return start().chunk("IHDR", FileBytes.big().ints(width, height).bytes(8, 2, 0, 0, 0).done());
  }

  private static byte[] ended(FileBytes file) {
    return file.chunk("IDAT", new byte[] {1, 2, 3}).chunk("IEND", NONE).done();
  }

  @Test
  void theSizeIsInTheFirstChunk() throws IOException {
    Encoded read = PngChunks.read(ended(of(70_000, 3)));
    assertEquals(70_000, read.width());
    assertEquals(3, read.height());
    assertEquals("", read.more());
    assertEquals(Orientation.UPRIGHT, read.orientation());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void orientationIsInEXIf(int turned) throws IOException {
    byte[] file = ended(of(4, 3).chunk("eXIf", FileBytes.exif(turned)));
    assertEquals(turned, PngChunks.read(file).orientation().value());
  }

  @Test
  void brokenEXIfIsNoReasonToRefuse() throws IOException {
    assertEquals(
        1, PngChunks.read(ended(of(4, 3).chunk("eXIf", new byte[] {1}))).orientation().value());
    assertEquals(1, PngChunks.read(ended(of(4, 3).chunk("eXIf", NONE))).orientation().value());
  }

  @Test
  void onlyWhatPixelsNeedIsLeft() throws IOException {
    byte[] plain = ended(of(4, 3).chunk("PLTE", new byte[3]).chunk("tRNS", new byte[1]));
    byte[] full =
        ended(
            of(4, 3)
                .chunk("iCCP", new byte[90])
                .chunk("PLTE", new byte[3])
                .chunk("zTXt", new byte[50])
                .chunk("tRNS", new byte[1])
                .chunk("acTL", new byte[8]));
    Encoded read = PngChunks.read(full);
    assertArrayEquals(plain, read.essence());
    assertEquals("an animated PNG", read.more());
  }

  @Test
  void whatFollowsTheEndIsCut() throws IOException {
    byte[] whole = ended(of(4, 3));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
    assertArrayEquals(whole, PngChunks.read(longer).essence());
  }

  @Test
  void filesCutAnywhereAreTruncated() {
    byte[] whole = ended(of(4, 3));
    for (int length = 8; length < whole.length; length++) {
      assertEquals(
          "truncated PNG: it stops before its IEND chunk",
          refused(PngChunks::read, Arrays.copyOf(whole, length)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 0x3", "4, 0, 4x0", "-1, 3, -1x3", "2147483648, 3, -2147483648x3"})
  void sizesThatAreNone(long width, long height, String size) {
    assertEquals(
        "broken PNG: its size is " + size, refused(PngChunks::read, ended(of(width, height))));
  }

  @Test
  void filesThatLie() {
    assertEquals(
        "broken PNG: its first chunk, and no other, must be IHDR",
        refused(PngChunks::read, ended(start())));
    assertEquals(
        "broken PNG: its first chunk, and no other, must be IHDR",
        refused(PngChunks::read, ended(of(4, 3).chunk("IHDR", new byte[13]))));
    assertEquals(
        "broken PNG: unknown critical chunk \"ABCD\"",
        refused(PngChunks::read, ended(of(4, 3).chunk("ABCD", NONE))));
    assertEquals(
        "broken PNG: a chunk of negative length",
        refused(PngChunks::read, of(4, 3).ints(-5).text("IDAT").ints(0, 0).done()));
  }

  @Test
  void aWrongChecksumIsNamedByItsChunk() {
    byte[] file = ended(of(4, 3));
    file[8 + 8 + 3] ^= 1;
    assertEquals(
        "broken PNG: the checksum of its IHDR chunk is wrong", refused(PngChunks::read, file));
    byte[] data = ended(of(4, 3));
    data[data.length - 14] ^= 1;
    assertEquals(
        "broken PNG: the checksum of its IDAT chunk is wrong", refused(PngChunks::read, data));
  }

  /** Side information with a wrong checksum changes no pixel. */
  @Test
  void textsAreNotChecked() throws IOException {
    FileBytes file = of(4, 3).ints(2).text("tEXt").bytes(1, 2).ints(12345);
    assertEquals(4, PngChunks.read(ended(file)).width());
  }
}
