package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.dataset.decode.FileBytes.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories of TIFF files, made tag by tag, in both orders of bytes and in both sizes. */
class TiffPageTest {
  private static final int STRIP = 8;

  /** A grey picture of 40 x 30 whose strip follows the header. */
  private static TreeMap<Integer, Long> tags() {
    return new TreeMap<>(
        Map.of(
            256, 40L, 257, 30L, 258, 8L, 259, 1L, 262, 1L, 273, 16L, 277, 1L, 278, 30L, 279, 8L));
  }

  private static TreeMap<Integer, Long> with(int tag, long value) {
    TreeMap<Integer, Long> tags = tags();
    tags.put(tag, value);
    return tags;
  }

  private static byte[] file(boolean little, boolean big, Map<Integer, Long> tags, long next) {
    FileBytes file = little ? FileBytes.little().text("II") : FileBytes.big().text("MM");
    if (big) {
      file.shorts(43, 8, 0).longs(24).text("12345678");
      file.longs(tags.size());
      tags.forEach((tag, value) -> file.shorts(tag, 16).longs(1, value));
      return file.longs(next).done();
    }
    file.shorts(42).ints(16 + STRIP).ints(0, 0).text("12345678").shorts(tags.size());
    tags.forEach((tag, value) -> file.shorts(tag, 4).ints(1, value));
    return file.ints(next).done();
  }

  private static byte[] file(Map<Integer, Long> tags) {
    return file(true, false, tags, 0);
  }

  private static String why(int tag, long value) {
    return refused(TiffPage::read, file(with(tag, value)));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void bothOrdersAndBothSizes(boolean little, boolean big) throws IOException {
    TreeMap<Integer, Long> tags = with(274, 6);
    Encoded read = TiffPage.read(file(little, big, tags, 0));
    assertEquals(40, read.width());
    assertEquals(30, read.height());
    assertEquals(6, read.orientation().value());
    assertEquals(Encoded.Alpha.IGNORED, read.colours().alpha());
    assertEquals("", read.more());
    assertEquals("a TIFF of several pages", TiffPage.read(file(little, big, tags, 999)).more());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "5, 5", "8, 8", "9, 1", "70000, 1"})
  void orientationsThatAreNoneAreUpright(long value, int turned) throws IOException {
    assertEquals(turned, TiffPage.read(file(with(274, value))).orientation().value());
  }

  @ParameterizedTest
  @CsvSource({"0, IGNORED", "1, MULTIPLIED", "2, STRAIGHT"})
  void whatAFurtherSampleIs(long value, Encoded.Alpha alpha) throws IOException {
    assertEquals(alpha, TiffPage.read(file(with(338, value))).colours().alpha());
  }

  /** A number may be stored in one, two or four bytes. */
  @Test
  void numbersOfAnySize() throws IOException {
    FileBytes file = FileBytes.little().text("II").shorts(42).ints(16);
    file.text("12345678").shorts(3);
    file.shorts(256, 3).ints(1).shorts(500, 7);
    file.shorts(257, 1).ints(1).bytes(200, 9, 9, 9);
    file.shorts(273, 4).ints(1, 8);
    Encoded read = TiffPage.read(file.ints(0).done());
    assertEquals(500, read.width());
    assertEquals(200, read.height());
  }

  @Test
  void whatPixelsDoNotNeedIsBlanked() throws IOException {
    TreeMap<Integer, Long> tags = with(34675, 16L); // an ICC profile
    tags.put(270, 16L); // a description
    Encoded read = TiffPage.read(file(tags));
    TreeMap<Integer, Long> left = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      int entry = 16 + STRIP + 2 + 12 * i;
      int tag = read.essence()[entry] & 0xff | (read.essence()[entry + 1] & 0xff) << 8;
      left.merge(tag, 1L, Long::sum);
    }
    assertEquals(2L, left.get(65000));
    assertFalse(left.containsKey(34675));
    assertFalse(left.containsKey(270));
    assertTrue(left.keySet().containsAll(tags().keySet()));
    assertTrue(
        new String(read.essence(), StandardCharsets.ISO_8859_1).contains("12345678"),
        "the strip is where it was");
  }

  @Test
  void theFileThatWasGivenIsNotChanged() throws IOException {
    byte[] file = file(true, false, with(270, 16L), 999);
    byte[] before = file.clone();
    TiffPage.read(file);
    assertTrue(Arrays.equals(before, file));
  }

  @ParameterizedTest
  @CsvSource({
    "262, 4, a TIFF of photometric interpretation 4 is not supported; save it as 8-bit RGB",
    "262, 8, a TIFF of photometric interpretation 8 is not supported; save it as 8-bit RGB",
    "277, 6, a TIFF of 6 samples a pixel is not supported; save it as 8-bit RGB",
    "277, 0, a TIFF of 0 samples a pixel is not supported; save it as 8-bit RGB",
    "258, 32, a TIFF of 32 bits a sample is not supported; save it as 8-bit RGB",
    "259, 6, a TIFF with JPEG in the old way is not supported; save it again",
    "256, 0, broken TIFF: its size is 0x30",
    "257, 4000000000, broken TIFF: its size is 40x4000000000",
    "273, 4000000000, truncated TIFF: it stops before its last row",
    "279, 4000000000, truncated TIFF: it stops before its last row",
    "322, 9000, broken TIFF: its tiles of 9000x0 are larger than it",
  })
  void filesThatLie(int tag, long value, String why) {
    assertEquals(why, why(tag, value));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5})
  void samplesThatAreNoWholeNumbers(long format) throws IOException {
    String float32 =
        "a TIFF of signed or float samples does not say what is white; save it as 8-bit RGB";
    assertEquals(float32, why(339, format));
    assertEquals(40, TiffPage.read(file(with(339, 1))).width());
  }

  @ParameterizedTest
  @CsvSource({"262, 32803", "262, 34892", "50706, 1"})
  void rawFilesOfCameras(int tag, long value) {
    assertTrue(why(tag, value).startsWith("a camera's raw file is not read here"));
  }

  @Test
  void aThumbnailWithOtherDirectoriesIsARawFile() throws IOException {
    TreeMap<Integer, Long> tags = with(254, 1);
    assertEquals(40, TiffPage.read(file(tags)).width());
    tags.put(330, 999L);
    assertTrue(
        refused(TiffPage::read, file(tags)).startsWith("a camera's raw file is not read here"));
  }

  @Test
  void pixelsThatAreNowhere() {
    TreeMap<Integer, Long> tags = tags();
    tags.remove(273);
    assertEquals(
        "broken TIFF: it does not say where its pixels are", refused(TiffPage::read, file(tags)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filesCutAnywhereAreRefused(boolean big) {
    byte[] whole = file(true, big, tags(), 0);
    int least = big ? 24 : 8;
    int most = big ? whole.length : whole.length - 4; // the offset of the next page may be missing
    for (int length = least; length < most; length++) {
      String why = refused(TiffPage::read, Arrays.copyOf(whole, length));
      assertTrue(why.startsWith("truncated TIFF: "), length + ": " + why);
    }
  }

  @Test
  void textsAreNoNumbers() {
    FileBytes file = FileBytes.little().text("II").shorts(42).ints(8).shorts(1);
    byte[] text = file.shorts(256, 2).ints(1, 40).ints(0).done();
    assertEquals("broken TIFF: its tag 256 is no whole number", refused(TiffPage::read, text));
  }
}
