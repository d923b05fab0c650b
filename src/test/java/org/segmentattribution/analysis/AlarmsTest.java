package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;
import org.segmentattribution.table.store.TableStore;

class AlarmsTest {
  private static final List<String> CLASSES = List.of("climbing", "fishing", "diving");

  @TempDir Path folder;
  private final List<SegmentAttribution> rows = new ArrayList<>();

  private void image(String label, String predicted, String target, int segments) {
    image(label, predicted, target, segments, "lrp-z", 0.5);
  }

  private void image(
      String label, String predicted, String target, int segments, String method, double mean) {
    int number = rows.size();
    for (int k = 0; k < segments; k++) {
      rows.add(
          TestRow.of("i" + number, "s" + k)
              .label(label)
              .with(Column.PREDICTED, predicted)
              .with(Column.TARGET, target)
              .method(method)
              .with(Column.SEGMENT_ID, k)
              .mean(mean)
              .rank(k + 1)
              .row());
    }
  }

  private List<String> alarms() throws IOException {
    Path run = folder.resolve("sat.csv");
    SatCsv.write(run, rows);
    try (TableStore store = TableStore.open(List.of(run))) {
      return Alarms.of(store.doubts("lrp-z"));
    }
  }

  @Test
  void aModelThatKnowsItsClassesRaisesNone() throws IOException {
    for (int i = 0; i < 30; i++) {
      String label = CLASSES.get(i % 3);
      String predicted = i < 6 ? CLASSES.get((i + 1) % 3) : label;
      image(label, predicted, label, 3);
    }
    assertEquals(List.of(), alarms());
  }

  @Test
  void accuracyNearChance() throws IOException {
    for (int i = 0; i < 60; i++) {
      String label = CLASSES.get(i % 3);
      image(label, i < 8 ? label : CLASSES.get((i + 1) % 3), label, 3);
    }
    List<String> alarms = alarms();
    assertEquals(1, alarms.size(), alarms.toString());
    assertTrue(
        alarms
            .get(0)
            .startsWith("The model predicts the labelled class in 13.3\u00a0% of 60 images;"),
        alarms.toString());
    assertTrue(alarms.get(0).contains("among 3 classes would be right in 33.3\u00a0%"));
  }

  @Test
  void oneClassForEverything() throws IOException {
    for (int i = 0; i < 40; i++) {
      image(i % 4 == 0 ? "climbing" : "fishing", "fishing", "fishing", 2);
    }
    List<String> alarms = alarms();
    assertEquals(1, alarms.size(), alarms.toString());
    assertTrue(alarms.get(0).contains("\u201cfishing\u201d for every one of 40 images of 2"));
  }

  @Test
  void anotherClassIsExplained() throws IOException {
    for (int i = 0; i < 20; i++) {
      String label = CLASSES.get(i % 3);
      image(label, label, "diving", 2);
    }
    assertTrue(alarms().get(0).startsWith("In 14 of 20 images the explained class is not"));
  }

  @Test
  void tablesOfNothingButZeros() throws IOException {
    for (int i = 0; i < 20; i++) {
      String label = CLASSES.get(i % 3);
      image(label, label, label, 3, "lrp-z", i == 0 ? 0 : 0.5);
      image(label, label, label, 2, "deep-taylor", i < 4 ? 0 : 0.5);
      image(label, label, label, 2, "gradient", -0.5);
    }
    for (int i = 0; i < 5; i++) {
      image("diving", "diving", "diving", 1, "lrp-z", 0);
      image("diving", "diving", "diving", 2, "lrp-z", 0.5);
    }
    Path run = folder.resolve("sat.csv");
    SatCsv.write(run, rows);
    try (TableStore store = TableStore.open(List.of(run))) {
      List<String> alarms = Alarms.ofFlat(store.flat());
      assertEquals(
          List.of(
              "In 4 of 20 images deep-taylor gives every segment 0, so that all share one rank:"
                  + " it explains positive logits alone, and that of the explained class is not"),
          alarms.stream().map(a -> a.substring(0, a.length() - 1)).toList());
    }
  }

  @Test
  void halfTheTablesHoldOneSegment() throws IOException {
    for (int i = 0; i < 20; i++) {
      String label = CLASSES.get(i % 3);
      image(label, label, label, i % 2 == 0 ? 1 : 3);
    }
    assertTrue(alarms().get(0).startsWith("10 of 20 images have a table of a single segment"));
  }

  @Test
  void labelsThatTheModelDoesNotKnowAreNoAccuracy() throws IOException {
    for (int i = 0; i < 20; i++) {
      image("holiday", CLASSES.get(i % 3), CLASSES.get(i % 3), 2);
    }
    assertEquals(List.of(), alarms());
  }
}
