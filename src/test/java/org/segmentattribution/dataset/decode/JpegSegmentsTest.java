package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.dataset.decode.FileBytes.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, inks and what is left of files made of segments; their pixels are never decoded. */
class JpegSegmentsTest {
  private static FileBytes start() {
    return FileBytes.big().bytes(0xff, 0xd8);
  }

  private static FileBytes segment(FileBytes file, int marker, byte[] data) {
    return file.bytes(0xff, marker).shorts(data.length + 2).all(data);
  }

  private static byte[] frame(int width, int height, String components) {
    FileBytes frame = FileBytes.big().bytes(8).shorts(height, width).bytes(components.length());
    for (char name : components.toCharArray()) {
      frame.bytes(name, 0x11, 0);
    }
    return frame.done();
  }

  private static byte[] ended(FileBytes file) {
    return segment(file, 0xda, new byte[] {1, 1, 0, 0, 63, 0})
        .bytes(0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56) // data with a stuffed byte and a restart
        .bytes(0xff, 0xd9)
        .done();
  }

  private static byte[] plain(String components) {
    return ended(segment(start(), 0xc0, frame(40, 30, components)));
  }

  private static byte[] adobe(int transform) {
    return FileBytes.big().text("Adobe").shorts(100, 0, 0).bytes(transform).done();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca})
  void theSizeIsInAnyKindOfFrame(int marker) throws IOException {
    Encoded read = JpegSegments.read(ended(segment(start(), marker, frame(65535, 2, "\1"))));
    assertEquals(65535, read.width());
    assertEquals(2, read.height());
    assertEquals(Orientation.UPRIGHT, read.orientation());
    assertEquals(Encoded.Inks.NONE, read.colours().inks());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationIsThatOfTheFirstExifSegment(int turned) throws IOException {
    byte[] first = FileBytes.big().text("Exif\0\0").all(FileBytes.exif(turned)).done();
    byte[] second = FileBytes.big().text("Exif\0\0").all(FileBytes.exif(turned % 8 + 1)).done();
    byte[] other = FileBytes.big().text("http://ns.adobe.com/xap/1.0/\0").done();
    FileBytes file = segment(segment(segment(start(), 0xe1, other), 0xe1, first), 0xe1, second);
    byte[] whole = ended(segment(file, 0xc0, frame(4, 3, "\1\2\3")));
    assertEquals(turned, JpegSegments.read(whole).orientation().value());
    assertEquals(4, JpegSegments.read(whole).width(), "the size as stored");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255})
  void orientationsThatAreNoneAreUpright(int turned) throws IOException {
    byte[] exif = FileBytes.big().text("Exif\0\0").all(FileBytes.exif(turned)).done();
    byte[] whole = ended(segment(segment(start(), 0xe1, exif), 0xc0, frame(4, 3, "\1\2\3")));
    assertEquals(1, JpegSegments.read(whole).orientation().value());
  }

  @ParameterizedTest
  @CsvSource({"-1, PLAIN", "0, PLAIN", "1, YCCK", "2, YCCK"})
  void fourComponentsAreInks(int transform, Encoded.Inks inks) throws IOException {
    FileBytes file = transform < 0 ? start() : segment(start(), 0xee, adobe(transform));
    byte[] whole = ended(segment(file, 0xc0, frame(4, 3, "\1\2\3\4")));
    assertEquals(inks, JpegSegments.read(whole).colours().inks());
  }

  private static String essence(byte[] file) throws IOException {
    return new String(JpegSegments.read(file).essence(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void onlyWhatPixelsNeedIsLeft() throws IOException {
    FileBytes file = segment(start(), 0xfe, "a comment".getBytes(StandardCharsets.US_ASCII));
    segment(file, 0xe2, "ICC_PROFILE".getBytes(StandardCharsets.US_ASCII));
    segment(file, 0xdb, "table".getBytes(StandardCharsets.US_ASCII));
    String essence = essence(ended(segment(file, 0xc0, frame(4, 3, "\1\2\3"))));
    assertFalse(essence.contains("a comment"));
    assertFalse(essence.contains("ICC_PROFILE"));
    assertTrue(essence.contains("table"));
    assertTrue(essence.endsWith("\022\377\0" + "4\377\320V\377\331"));
  }

  /** Luminance is said by a JFIF segment, plain colours by Adobe's with transform 0. */
  @ParameterizedTest
  @CsvSource({"RGB, false", "123, true", "YCb, true"})
  void colourOfThreeComponentsIsSaidByTheirNames(String components, boolean luminance)
      throws IOException {
    String essence = essence(plain(components));
    assertEquals(luminance, essence.contains("JFIF"));
    assertEquals(!luminance, essence.contains("Adobe"));
  }

  @Test
  void whatAdobeSaysOfColourCountsMoreThanNames() throws IOException {
    String plain =
        essence(ended(segment(segment(start(), 0xee, adobe(0)), 0xc0, frame(4, 3, "YCb"))));
    assertTrue(plain.contains("Adobe"));
    String coded =
        essence(ended(segment(segment(start(), 0xee, adobe(1)), 0xc0, frame(4, 3, "RGB"))));
    assertTrue(coded.contains("JFIF"));
  }

  @Test
  void filesCutAnywhereAreTruncated() {
    byte[] whole = plain("YCb");
    for (int length = 2; length < whole.length; length++) {
      String why = refused(JpegSegments::read, Arrays.copyOf(whole, length));
      assertEquals("truncated JPEG: it stops before its end-of-image marker", why);
    }
  }

  @Test
  void filesThatLie() {
    assertEquals(
        "broken JPEG: it has no frame header", refused(JpegSegments::read, ended(start())));
    byte[] frame = frame(4, 3, "YCb");
    assertEquals(
        "broken JPEG: it has two frame headers",
        refused(JpegSegments::read, ended(segment(segment(start(), 0xc0, frame), 0xc1, frame))));
    assertEquals(
        "broken JPEG: its size is 0x3",
        refused(JpegSegments::read, ended(segment(start(), 0xc0, frame(0, 3, "YCb")))));
    assertEquals(
        "a JPEG of 2 components is not supported",
        refused(JpegSegments::read, ended(segment(start(), 0xc0, frame(4, 3, "ab")))));
    assertEquals(
        "broken JPEG: its frame header is too short",
        refused(JpegSegments::read, ended(segment(start(), 0xc0, new byte[] {8, 0, 3}))));
    byte[] negative = start().bytes(0xff, 0xe0).shorts(1).bytes(0xff, 0xd9).done();
    assertEquals(
        "broken JPEG: a segment of negative length", refused(JpegSegments::read, negative));
  }

  @Test
  void fillBytesAndLooseMarkersAreSkipped() throws IOException {
    FileBytes file = start().bytes(0xff, 0xff, 0xff).bytes(0xff, 0x01).bytes(0xff, 0xd3, 7, 8);
    Encoded read = JpegSegments.read(ended(segment(file, 0xc0, frame(4, 3, "YCb"))));
    assertEquals(3, read.height());
  }
}
