package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.answer.Alarm;
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
      return Alarms.of(store.doubts("lrp-z")).stream().map(Alarm::line).toList();
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

  private static String labels(int classes, TableStore.Labelled... labels) {
    return Alarms.ofLabels(List.of(labels), classes).stream()
        .map(Alarm::line)
        .collect(Collectors.joining());
  }

  @Test
  void aClassThatIsNearlyAlwaysWrongIsNamed() {
    assertEquals(
        "Nearly always wrong in a class. vaulting (right in 3 of 131) and diving (right in 5 of 60):"
            + " attribution there is about wrong answers. Are the labels right?",
        labels(
            6,
            new TableStore.Labelled("climbing", 100, 40),
            new TableStore.Labelled("diving", 60, 5),
            new TableStore.Labelled("vaulting", 131, 3)));
    // nine images may be wrong by chance; of ten wrong ones, a quarter may be right elsewhere
    assertEquals("", labels(6, new TableStore.Labelled("diving", 9, 0)));
    assertEquals("", labels(6, new TableStore.Labelled("diving", 10, 0)));
    // of two classes, guessing gets half
    assertTrue(labels(2, new TableStore.Labelled("horse", 10, 0)).contains("horse"));
    assertTrue(labels(2, new TableStore.Labelled("horse", 60, 20)).contains("20 of 60"));
    assertEquals("", labels(2, new TableStore.Labelled("horse", 60, 25)));
  }

  @Test
  void accuracyNearChance() throws IOException {
    for (int i = 0; i < 60; i++) {
      String label = CLASSES.get(i % 3);
      image(label, i < 8 ? label : CLASSES.get((i + 1) % 3), label, 3);
    }
    List<String> alarms = alarms();
    assertEquals(
        List.of(
            "Not clearly better than guessing. Right in 8 of 60 photographs; guessing gets 20. Is the order"
                + " of the classes right?",
            "It explains wrong answers. In 52 of 60 photographs the model said another class than"
                + " the label, which is explained."),
        alarms);
  }

  @Test
  void oneClassForEverything() throws IOException {
    for (int i = 0; i < 40; i++) {
      image(i % 4 == 0 ? "climbing" : "fishing", "fishing", "fishing", 2);
    }
    List<String> alarms = alarms();
    assertEquals(1, alarms.size(), alarms.toString());
    assertEquals(
        "One answer for everything. The model says \u201cfishing\u201d of all 40 photographs,"
            + " whichever of 2 classes they are of.",
        alarms.get(0));
  }

  @Test
  void anotherClassIsExplained() throws IOException {
    for (int i = 0; i < 20; i++) {
      String label = CLASSES.get(i % 3);
      image(label, label, "diving", 2);
    }
    assertEquals(
        List.of(
            "It explains another class. In 14 of 20 photographs the explained class is not the one"
                + " that the model said."),
        alarms());
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
      List<String> alarms = Alarms.ofFlat(store.flat()).stream().map(Alarm::line).toList();
      assertEquals(
          List.of(
              "No attribution. In 4 of 20 photographs deep-taylor gives every segment 0, so that all share one rank:"
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
    assertEquals(
        List.of(
            "One segment only. In 10 of 20 photographs there is nothing to compare it with: no"
                + " rank counts them."),
        alarms());
  }

  @Test
  void labelsThatTheModelDoesNotKnowAreNoAccuracy() throws IOException {
    for (int i = 0; i < 20; i++) {
      image("holiday", CLASSES.get(i % 3), CLASSES.get(i % 3), 2);
    }
    assertEquals(1, alarms().size(), "no accuracy, and a line says so");
    assertTrue(alarms().get(0).startsWith("Right or wrong is not known. "), alarms().get(0));
  }
}
