package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;

class SegmenterAgreementTest {
  private static final Map<String, Double> UP = Map.of("a", 1.0, "b", 2.0, "c", 3.0);
  private static final Map<String, Double> DOWN = Map.of("a", 3.0, "b", 2.0, "c", 1.0);

  @TempDir Path folder;

  private static SegmenterAgreement of(
      Map<String, Map<String, Double>> found, Map<String, Map<String, Double>> exact) {
    return SegmenterAgreement.of(15, found, exact);
  }

  @Test
  void theSameTablesAgree() {
    Map<String, Map<String, Double>> tables = Map.of("1", UP, "2", UP);
    assertEquals(new SegmenterAgreement(15, 2, 1, 1), of(tables, tables));
  }

  /** Within images 1, -1, 1 and 1: the median is 1; the sums 6 8 10 and 4 … do not decide it. */
  @Test
  void theMedianIsOverImages() {
    SegmenterAgreement odd =
        of(Map.of("1", UP, "2", UP, "3", UP), Map.of("1", UP, "2", DOWN, "3", UP));
    assertEquals(1, odd.imageTau());
    SegmenterAgreement even = of(Map.of("1", UP, "2", UP), Map.of("1", UP, "2", DOWN));
    assertEquals(0, even.imageTau(), "between -1 and 1");
    assertTrue(Double.isNaN(even.tau()), "the sums of the exact tables are all 4");
  }

  /** Images of one of the two are left out. */
  @Test
  void onlyImagesOfBothCount() {
    SegmenterAgreement some = of(Map.of("1", UP, "2", DOWN), Map.of("1", UP, "3", DOWN));
    assertEquals(new SegmenterAgreement(15, 1, 1, 1), some);
    SegmenterAgreement none = of(Map.of("1", UP), Map.of("2", UP));
    assertEquals(0, none.images());
    assertTrue(Double.isNaN(none.tau()) && Double.isNaN(none.imageTau()));
  }

  /** What was not found counts 0 over all images, and is left out within an image. */
  @Test
  void aMissedSegmentCountsZeroOverAll() {
    Map<String, Double> found = Map.of("b", 2.0, "c", 3.0);
    Map<String, Double> exact = Map.of("a", 9.0, "b", 2.0, "c", 3.0);
    SegmenterAgreement missed = of(Map.of("1", found), Map.of("1", exact));
    assertEquals(1, missed.imageTau());
    // a: 0 against 9 is last and first, so that two of three pairs are reversed
    assertEquals(-1 / 3.0, missed.tau(), 1e-15);
  }

  @Test
  void theFileReadsBack() throws IOException {
    RunDirectory run =
        RunDirectory.open(
            folder.resolve("run"),
            RunManifest.begin(RunKind.WATERMARK, Map.of(), Map.of(), "cpu", 1));
    assertEquals(List.of(), SegmenterAgreement.read(run), "none was asked for");
    Files.writeString(
        run.path("agreement.csv"),
        "prevalence,images,kendall_tau_b,median_image_kendall_tau_b\n2.5,12,0.75,\n15,12,1,0.5\n");
    List<SegmenterAgreement> rows = SegmenterAgreement.read(run);
    assertEquals(new SegmenterAgreement(15, 12, 1, 0.5), rows.get(1));
    assertEquals(2.5, rows.get(0).prevalence());
    assertTrue(Double.isNaN(rows.get(0).imageTau()));
  }
}
