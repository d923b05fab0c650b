package org.segmentattribution.dataset.watermark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.source.ImageSources;

class WatermarkTest {
  private final Watermarker watermarker = new Watermarker(WatermarkStyle.defaults(), 1);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"96, 96", "300, 200", "133, 500"})
  void drawsExactlyItsMask(int width, int height) {
    RgbImage grey = RgbImage.black(width, height);
    java.util.Arrays.fill(grey.rgb(), (byte) 90);
    for (int i = 0; i < 50; i++) {
      Watermark mark = watermarker.place("image" + i, width, height);
      RgbImage marked = mark.draw(grey);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          boolean in = mark.mask().contains(x, y);
          assertEquals(in ? 255 : 90, marked.value(x, y, 0));
          assertEquals(in ? 0 : 90, marked.value(x, y, 1));
          assertTrue(!in || (x >= mark.place().x() && x < mark.place().x() + mark.place().width()));
          assertTrue(
              !in || (y >= mark.place().y() && y < mark.place().y() + mark.place().height()));
        }
      }
      assertTrue(
          mark.mask().area() > mark.place().width() * mark.place().height() / 5, "text has body");
    }
  }

  @Test
  void variesTextAndCornerButNotSize() {
    Set<String> texts = new HashSet<>();
    Set<String> corners = new TreeSet<>();
    Set<Integer> sizes = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Watermark mark = watermarker.place("image" + i, 96, 96);
      texts.add(mark.text());
      corners.add(mark.place().corner());
      sizes.add(mark.place().width() * 1000 + mark.place().height());
      places.add(mark.place().x());
    }
    assertTrue(texts.size() > 190);
    assertEquals(Set.of("bottom-left", "bottom-right", "top-left", "top-right"), corners);
    assertEquals(1, sizes.size());
    assertTrue(places.size() > 4, "jitter");
  }

  @Test
  void dependsOnSeedAndIdAlone() {
    Watermark one = watermarker.place("zebra/1", 96, 96);
    watermarker.place("zebra/2", 96, 96);
    assertEquals(one, watermarker.place("zebra/1", 96, 96));
    assertNotEquals(
        one.text(), new Watermarker(WatermarkStyle.defaults(), 2).place("zebra/1", 96, 96).text());
  }

  @Test
  void refusesTooSmallImages() {
    assertThrows(IllegalArgumentException.class, () -> watermarker.place("tiny", 20, 96));
  }

  @Test
  void subsetsAreNested() {
    List<String> ids = IntStream.range(0, 333).mapToObj(i -> "image" + i).toList();
    Set<String> before = Set.of();
    for (double percent : new double[] {0, 5, 10, 15, 50, 100}) {
      Set<String> chosen = PrevalenceSubset.of(ids, percent, 3);
      assertEquals(Math.round(percent * 3.33), chosen.size());
      assertTrue(chosen.containsAll(before));
      before = chosen;
    }
    assertNotEquals(PrevalenceSubset.of(ids, 10, 3), PrevalenceSubset.of(ids, 10, 4));
  }

  @Test
  void writesAMarkedFolderWithMasks() throws IOException {
    Path images = folder.resolve("in");
    for (int i = 0; i < 10; i++) {
      RgbImage picture = RgbImage.black(96, 64);
      picture.set(0, 0, i, i, i);
      PngFile.write(images.resolve("zebra/" + i + ".png"), picture);
      PngFile.write(images.resolve("horse/" + i + ".png"), picture);
    }
    Files.writeString(images.resolve("zebra/broken.jpg"), "no picture");
    Path out = folder.resolve("out");
    WatermarkWriter writer =
        new WatermarkWriter(new ImageDecoder(), watermarker, 100, List.of("zebra"));
    WatermarkWriter.Result result = writer.write(ImageSources.open(images), out, () -> {});
    assertEquals(10, result.marked());
    assertEquals(10, result.copied());
    assertEquals("zebra/broken.jpg", result.failures().get(0).image());
    assertArrayEquals(
        Files.readAllBytes(images.resolve("horse/3.png")),
        Files.readAllBytes(out.resolve("images/horse/3.png")));
    RgbImage marked = new ImageDecoder().decode(out.resolve("images/zebra/3.png"));
    RgbImage mask = new ImageDecoder().decode(out.resolve("masks/zebra/3/watermark.png"));
    try (Stream<Path> none = Files.list(out.resolve("masks/horse/3"))) {
      assertEquals(0, none.count(), "asked, and there is none");
    }
    for (int y = 0; y < 64; y++) {
      for (int x = 1; x < 96; x++) {
        assertEquals(mask.value(x, y, 0), marked.value(x, y, 0));
      }
    }
    try (Stream<String> lines = Files.lines(out.resolve("watermarks.csv"))) {
      assertEquals(11, lines.count());
    }
  }

  @Test
  void keepsLabelsOfACsvAndFailuresApart() throws IOException {
    PngFile.write(folder.resolve("1.png"), RgbImage.black(96, 96));
    PngFile.write(folder.resolve("small.png"), RgbImage.black(9, 9));
    Path csv = folder.resolve("list.csv");
    Files.writeString(csv, "path,label,split\n1.png,a,test\nsmall.png,a,test\ngone.png,b,\n");
    Path out = folder.resolve("out");
    WatermarkWriter writer =
        new WatermarkWriter(new ImageDecoder(), watermarker, 100, List.of("a"));
    WatermarkWriter.Result result = writer.write(ImageSources.open(csv), out, () -> {});
    assertEquals(new Failure("gone.png", "copy", "no such file"), result.failures().get(0));
    assertEquals("small.png", result.failures().get(1).image());
    assertTrue(result.failures().get(1).reason().startsWith("too small for a watermark"));
    assertEquals(2, result.failures().size());
    List<ImageRecord> written = ImageSources.open(out.resolve("images/labels.csv")).records();
    assertEquals(1, written.size());
    assertEquals("a", written.get(0).label());
    assertEquals("test", written.get(0).split());
    assertTrue(Files.exists(out.resolve("masks/" + written.get(0).stem() + "/watermark.png")));
  }

  @Test
  void neverWritesOutsideItsFolder() throws IOException {
    PngFile.write(folder.resolve("secret.png"), RgbImage.black(96, 96));
    Path csv = folder.resolve("lists/list.csv");
    Files.createDirectories(csv.getParent());
    Files.writeString(csv, "path,label\n../secret.png,a\n");
    WatermarkWriter writer = new WatermarkWriter(new ImageDecoder(), watermarker, 0, List.of());
    var result = writer.write(ImageSources.open(csv), folder.resolve("lists/out"), () -> {});
    assertEquals(1, result.failures().size());
    assertTrue(Files.notExists(folder.resolve("lists/out/secret.png")));
  }
}
