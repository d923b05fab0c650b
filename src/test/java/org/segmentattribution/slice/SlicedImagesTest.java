package org.segmentattribution.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentFacts;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.SegmentScores;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SkippedSegment;

class SlicedImagesTest {
  private static SegmentAttribution row(
      String id, String target, String method, String segment, double rank, double total) {
    ClassReading reading =
        new ClassReading("boat", target, 0.7, 1, 0.2, "fishing", id.equals("a") ? true : null);
    return new SegmentAttribution(
        new ExplainedImage(id, id + ".jpg", "fishing", "cnn", reading),
        method,
        new SegmentFacts(0, segment, 1, 10, 8, 0.1, Position.named("top-left")),
        new SegmentScores(total / 10, Math.abs(total) / 10, total, rank, 0.5, rank));
  }

  @Test
  void rowsBecomeImages(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(
        file,
        List.of(
            row("a", "fishing", "lrp-z", "eye", 3, -5),
            row("a", "fishing", "lrp-z", "water", 1.5, 4),
            row("a", "fishing", "lrp-z", "eye", 1.5, 2),
            row("a", "fishing", "gradient", "water", 1, 9),
            row("b", "fishing", "lrp-z", "water", 1, 0)));
    assertEquals(List.of("lrp-z", "gradient"), SlicedImages.methods(file));
    List<SkippedSegment> skipped =
        List.of(
            new SkippedSegment("a", "boat", "vanished"), new SkippedSegment("a", "eye", "empty"));
    List<SlicedImage> images = SlicedImages.read(file, "lrp-z", skipped, true).images();
    assertEquals(2, images.size());
    SlicedImage a = images.get(0);
    assertEquals(
        Map.of("eye", new SlicedImage.Place(true, -1), "water", new SlicedImage.Place(true, 1)),
        a.places(),
        "two eyes: the best rank, the sum; two first segments share the place");
    assertEquals(Set.of("boat"), a.unclear(), "one eye has a row");
    assertEquals(true, a.right());
    assertEquals(0.2, a.confidence(), "of the explained class");
    assertEquals("fishing", a.className());
    assertNull(images.get(1).right());
    assertEquals(0, images.get(1).places().get("water").sign());
    assertNull(
        SlicedImages.read(file, "lrp-z", skipped, false).images().get(0).right(),
        "several classes an image");
  }

  @Test
  void whatLiesOutsideIsNoSegment(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(
        file,
        List.of(
            row("a", "fishing", "lrp-z", "water", 1, 4),
            row("a", "fishing", "lrp-z", SegmentNames.ELSEWHERE, Double.NaN, 9),
            row("b", "fishing", "lrp-z", SegmentNames.ELSEWHERE, Double.NaN, 9)));
    List<SlicedImage> images = SlicedImages.read(file, "lrp-z", List.of(), true).images();
    assertEquals(
        List.of(Map.of("water", new SlicedImage.Place(true, 1)), Map.of()),
        images.stream().map(SlicedImage::places).toList());
  }
}
