package org.segmentattribution.dataset.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.dataset.watermark.WatermarkWriter;
import org.segmentattribution.dataset.watermark.Watermarker;

/** Names that a spreadsheet would run, from a folder through {@code sat watermark} and back. */
class FormulaListingTest {
  private static final List<String> CLASSES = List.of("=1+1", "@home", "zebra", "'-x", "-1");

  @TempDir private Path folder;

  @Test
  void namesComeBackFromTheListingOfWatermarkedImages() throws IOException {
    for (String name : CLASSES) {
      PngFile.write(folder.resolve("in").resolve(name).resolve("+a.png"), RgbImage.black(64, 64));
    }
    ImageSource source = ImageSources.open(folder.resolve("in"));
    Path out = Files.createDirectories(folder.resolve("out"));
    WatermarkWriter writer =
        new WatermarkWriter(
            new ImageDecoder(), new Watermarker(WatermarkStyle.defaults(), 1), 0, List.of());
    assertEquals(List.of(), writer.write(source, out, () -> {}).failures());
    List<ImageRecord> back = ImageSources.open(out.resolve("images/labels.csv")).records();
    assertEquals(
        source.records().stream().map(FormulaListingTest::line).sorted().toList(),
        back.stream().map(FormulaListingTest::line).sorted().toList());
    assertEquals(
        CLASSES.stream().sorted().toList(),
        back.stream().map(ImageRecord::label).sorted().toList());
    for (ImageRecord record : back) {
      assertEquals(true, Files.isRegularFile(record.file()), record.path());
    }
    List<String> lines = Files.readAllLines(out.resolve("images/labels.csv"));
    assertEquals(
        List.of(),
        lines.stream()
            .flatMap(l -> Stream.of(l.split(",")))
            .filter(f -> f.matches("[=+@].*"))
            .toList());
  }

  private static String line(ImageRecord record) {
    return record.path() + "|" + record.label();
  }
}
