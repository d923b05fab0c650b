package org.segmentattribution.dataset.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.RgbImage;

/** How pictures are turned upright, and where a JPEG file says it. */
class OrientationTest {
  @TempDir Path folder;

  /** Red values 1 2 3 above 4 5 6. */
  private static RgbImage stored() {
    RgbImage image = RgbImage.black(3, 2);
    for (int i = 0; i < 6; i++) {
      image.set(i % 3, i / 3, i + 1, 10 * i, 255 - i);
    }
    return image;
  }

  private static String reds(RgbImage image) {
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < image.height(); y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < image.width(); x++) {
        row.append(image.value(x, y, 0));
      }
      rows.add(row.toString());
    }
    return String.join(" ", rows);
  }

  /** The table of Exif 2.3: where the stored first row and column belong in the picture. */
  @ParameterizedTest
  @CsvSource({
    "1, 123 456", // top, left
    "2, 321 654", // top, right
    "3, 654 321", // bottom, right
    "4, 456 123", // bottom, left
    "5, 14 25 36", // left, top
    "6, 41 52 63", // right, top
    "7, 63 52 41", // right, bottom
    "8, 36 25 14", // left, bottom
  })
  void picturesAreTurnedUpright(int value, String expected) {
    assertEquals(expected, reds(new Orientation(value).apply(stored())));
  }

  @Test
  void allChannelsMoveTogetherAndUprightStays() {
    RgbImage stored = stored();
    RgbImage turned = new Orientation(6).apply(stored);
    assertEquals(stored.value(0, 1, 1), turned.value(0, 0, 1));
    assertEquals(stored.value(0, 1, 2), turned.value(0, 0, 2));
    assertSame(stored, Orientation.UPRIGHT.apply(stored));
  }

  /** Turning a quarter four times, or mirroring twice, changes nothing. */
  @ParameterizedTest
  @CsvSource({"2, 2", "3, 2", "4, 2", "5, 2", "7, 2", "6, 4", "8, 4"})
  void turningOnComesBack(int value, int times) {
    RgbImage image = stored();
    for (int i = 0; i < times; i++) {
      image = new Orientation(value).apply(image);
    }
    assertArrayEquals(stored().rgb(), image.rgb());
  }

  private Path jpeg(FileBytes bytes) throws IOException {
    return Files.write(folder.resolve("a.jpg"), bytes.done());
  }

  private static FileBytes start() {
    return FileBytes.big().bytes(0xff, 0xd8);
  }

  private static FileBytes exif(FileBytes file, int turned) {
    byte[] data = FileBytes.big().text("Exif\0\0").all(FileBytes.exif(turned)).done();
    return file.bytes(0xff, 0xe1).shorts(data.length + 2).all(data);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theFirstExifSegmentSaysIt(int turned) throws IOException {
    FileBytes file = start().bytes(0xff, 0xe0).shorts(4, 0).bytes(0xff, 0xff, 0xe1).shorts(4, 0);
    assertEquals(turned, JpegOrientation.read(jpeg(exif(exif(file, turned), 6))).value());
  }

  @Test
  void behindTheFirstScanNothingIsRead() throws IOException {
    FileBytes file = start().bytes(0xff, 0xda).shorts(2);
    assertEquals(Orientation.UPRIGHT, JpegOrientation.read(jpeg(exif(file, 6))));
  }

  @Test
  void filesThatStopAreUpright() throws IOException {
    assertEquals(Orientation.UPRIGHT, JpegOrientation.read(jpeg(start())));
    assertEquals(
        Orientation.UPRIGHT, JpegOrientation.read(jpeg(start().bytes(0xff, 0xe0).shorts(1))));
    assertEquals(
        Orientation.UPRIGHT, JpegOrientation.read(jpeg(start().bytes(0xff, 0xe1).shorts(4, 7))));
  }
}
