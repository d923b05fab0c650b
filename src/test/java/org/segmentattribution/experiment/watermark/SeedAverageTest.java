package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TableRows;

class SeedAverageTest {
  private static TableRows image(String id, String model) {
    return TableRows.of(id).model(model);
  }

  @Test
  void eachValueIsAveragedOverClassifiers() {
    List<SegmentAttribution> one =
        image("a", "one")
            .confidence(0.5)
            .segment("mane", 0.5, 0.1, 1)
            .segment("sky", -1, 0.3, 2)
            .rows();
    List<SegmentAttribution> two =
        image("a", "two")
            .confidence(1)
            .segment("mane", 1, 0.2, 2)
            .segment("sky", 0.5, 0.1, 1)
            .rows();
    List<SegmentAttributionTable> tables = SeedAverage.of(List.of(one, two));
    assertEquals(1, tables.size());
    SegmentAttribution mane = tables.get(0).rows().get(0);
    SegmentAttribution sky = tables.get(0).rows().get(1);
    assertEquals(0.75, mane.image().confidence());
    assertEquals(0.75, mane.meanAttribution());
    assertEquals(7.5, mane.scores().totalAttribution());
    assertEquals(1.5, mane.rank());
    assertEquals(0.15, mane.shiftShare(), 1e-15);
    assertEquals(1.5, mane.scores().calibratedRank());
    // signs cancel, sizes do not: the mean of -1 and 0.5 and that of 1 and 0.5
    assertEquals(-0.25, sky.meanSigned());
    assertEquals(0.75, sky.meanAttribution());
    assertEquals("", sky.model(), "of no classifier alone");
  }

  /** An image counts once, however many classifiers there are; a method is one of its own. */
  @Test
  void imagesAndMethodsStayApart() {
    List<List<SegmentAttribution>> classifiers = new ArrayList<>();
    for (String model : List.of("one", "two", "three")) {
      List<SegmentAttribution> rows = new ArrayList<>();
      for (String id : List.of("b", "a")) {
        rows.addAll(image(id, model).segment("mane", 1).rows());
        rows.addAll(image(id, model).method("gradient").segment("mane", 3).rows());
      }
      classifiers.add(rows);
    }
    List<SegmentAttributionTable> tables = SeedAverage.of(classifiers);
    assertEquals(
        List.of("b lrp-z 1.0", "b gradient 3.0", "a lrp-z 1.0", "a gradient 3.0"),
        tables.stream()
            .map(
                t ->
                    t.image().imageId()
                        + " "
                        + t.method()
                        + " "
                        + t.rows().get(0).meanAttribution())
            .toList());
  }

  /** A segment that one classifier's tables lack is averaged over the others. */
  @Test
  void aMissingRowIsNotZero() {
    List<SegmentAttribution> one = image("a", "one").segment("mane", 1).segment("sky", 4).rows();
    List<SegmentAttribution> two = image("a", "two").segment("mane", 3).rows();
    List<SegmentAttribution> rows = SeedAverage.of(List.of(one, two)).get(0).rows();
    assertEquals(2, rows.get(0).meanAttribution());
    assertEquals(4, rows.get(1).meanAttribution());
  }

  @Test
  void oneClassifierStaysAsItIs() {
    List<SegmentAttribution> rows = image("a", "").segment("mane", 1, 0.5, 1).rows();
    assertEquals(rows, SeedAverage.of(List.of(rows)).get(0).rows());
    assertTrue(SeedAverage.of(List.of()).isEmpty());
  }

  @Test
  void withoutCalibrationThereIsNone() {
    List<SegmentAttribution> rows = image("a", "one").segment("mane", 1).rows();
    assertTrue(
        Double.isNaN(
            SeedAverage.of(List.of(rows, rows)).get(0).rows().get(0).scores().calibratedRank()));
  }
}
