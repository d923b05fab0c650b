package org.segmentattribution.experiment.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.plant.PlantKind;

/** The benchmark's arithmetic, on made-up classifiers. */
class DetectionTest {
  private static final Reading ORACLE = new Reading("", "oracle", true);
  private static final Reading REVERSED = new Reading("lrp-z", "rank", false);
  private static final Reading NOISE = new Reading("", "noise", true);
  private static final Reading SILENT = new Reading("", "silent", true);
  private static final List<Reading> READINGS = List.of(ORACLE, REVERSED, NOISE, SILENT);

  private static final PlantedSettings.Plants PLANTS =
      new PlantedSettings.Plants(
          List.of(PlantKind.values()), List.of(0.0, 10.0, 25.0, 50.0, 100.0));

  @TempDir Path folder;

  /** All that carry a shortcut at 25 % or more rely. */
  private static List<NetworkResult> networks(int count) {
    Random random = new Random(5);
    List<NetworkResult> networks = new ArrayList<>();
    for (PlantedCell cell : PlantedCell.of(count, PLANTS)) {
      boolean relies = cell.kind().isShortcut() && cell.strength() >= 25;
      double swapped = relies ? 0.6 : 0.93;
      Map<String, Double> values = new LinkedHashMap<>();
      values.put(ORACLE.name(), relies ? 1 + random.nextDouble() : random.nextDouble());
      values.put(REVERSED.name(), relies ? 1.0 : 5 + random.nextDouble());
      values.put(NOISE.name(), random.nextDouble());
      values.put(SILENT.name(), cell.kind() == PlantKind.TINT ? Double.NaN : relies ? 1.0 : 0.0);
      networks.add(
          new NetworkResult(
              cell, "zebra", new NetworkResult.Accuracies(0.95, 0.95, swapped), values));
    }
    return networks;
  }

  @Test
  void aRoundHasEveryKindAtEveryStrength() {
    List<PlantedCell> cells = PlantedCell.of(60, PLANTS);
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      kinds.add(cells.get(i).kind() + " " + cells.get(i).strength());
      assertEquals(cells.get(i).kind(), cells.get(i + 30).kind());
      assertEquals(cells.get(i).strength(), cells.get(i + 30).strength());
      assertEquals(1, cells.get(i).marked() + cells.get(i + 30).marked(), "the other class");
    }
    assertEquals(30, kinds.size());
    assertEquals(cells.subList(0, 40), PlantedCell.of(40, PLANTS));
    assertEquals("004-corner-50", cells.get(3).name());
  }

  @Test
  void whatIsKnownIsFound() {
    List<ReadingDetection> rows = ReadingDetection.all(networks(120), READINGS, 1);
    for (ReadingDetection row : rows.subList(0, 2)) {
      assertEquals(1, row.roc().area());
      assertEquals(1, row.found().share());
      assertTrue(row.falseAlarms().share() <= 0.1, row.toString());
      assertEquals(60, row.found().of());
      assertEquals(20, row.atQuarter().of());
    }
    ReadingDetection noise = rows.get(2);
    assertEquals(0.5, noise.roc().area(), 0.12);
    assertTrue(noise.roc().interval().low() < 0.5 && noise.roc().interval().high() > 0.5);
    assertTrue(noise.found().share() < 0.2, noise.toString());
    ReadingDetection silent = rows.get(3);
    assertEquals(20, silent.silent());
    assertEquals(48, silent.found().some(), "no tint is found");
    assertEquals(0, silent.falseAlarms().some(), "equal scores are no alarms");
  }

  @Test
  void eachKindIsComparedWithTheControls() {
    List<ReadingDetection> rows = ReadingDetection.byKind(networks(60), READINGS, 1);
    assertEquals(PlantKind.values().length * READINGS.size(), rows.size());
    ReadingDetection tint =
        rows.stream()
            .filter(row -> row.kind().equals("tint") && row.reading().equals(SILENT))
            .findFirst()
            .orElseThrow();
    assertEquals(6, tint.found().of());
    assertEquals(4, tint.falseAlarms().of());
    // silence everywhere against the controls' zeros
    assertTrue(tint.roc().area() < 0.5, tint.toString());
    ReadingDetection both =
        rows.stream().filter(row -> row.kind().equals("both")).findFirst().orElseThrow();
    assertTrue(Double.isNaN(both.roc().area()));
    assertEquals(8, both.falseAlarms().of());
  }

  /** The threshold of a classifier does not depend on its own score. */
  @Test
  void noClassifierSetsItsOwnThreshold() {
    List<NetworkResult> networks = networks(30);
    boolean[] before = new CrossFit(networks, 1).alarms(ORACLE);
    int quiet = 0;
    while (networks.get(quiet).relies()) {
      quiet++;
    }
    Map<String, Double> loud = new LinkedHashMap<>(networks.get(quiet).values());
    loud.put(ORACLE.name(), 99.0);
    NetworkResult changed = networks.get(quiet);
    List<NetworkResult> others = new ArrayList<>(networks);
    others.set(
        quiet, new NetworkResult(changed.cell(), changed.className(), changed.accuracy(), loud));
    boolean[] after = new CrossFit(others, 1).alarms(ORACLE);
    assertFalse(before[quiet]);
    assertTrue(after[quiet]);
  }

  @Test
  void swappingMustCostMoreThanFivePoints() {
    PlantedCell cell = PlantedCell.of(1, PLANTS).get(0);
    NetworkResult.Accuracies five = new NetworkResult.Accuracies(1, 0.97, 0.92);
    assertFalse(new NetworkResult(cell, "a", five, Map.of()).relies());
    NetworkResult.Accuracies more = new NetworkResult.Accuracies(1, 0.97, 0.915);
    assertTrue(new NetworkResult(cell, "a", more, Map.of()).relies());
  }

  @Test
  void tablesReadBackAsTheyWere() throws IOException {
    List<NetworkResult> networks = networks(30);
    Path file = folder.resolve("networks.csv");
    NetworksCsv.write(file, networks, READINGS, 1);
    assertEquals(networks, NetworksCsv.read(file, READINGS));
    Path detection = folder.resolve("detection.csv");
    DetectionCsv.write(detection, ReadingDetection.all(networks, READINGS, 1), false);
    assertEquals(READINGS, DetectionCsv.readings(detection));
    String header = Files.readAllLines(detection).get(0).replace("\"", "");
    assertTrue(
        header.startsWith("reading,auc,lower,upper,false_alarms_at_5_percent,power_at_25_percent,"),
        header);
    DetectionCsv.writePower(folder.resolve("power.csv"), ReadingPower.of(networks, READINGS, 1));
    assertEquals(1 + 5 * READINGS.size(), Files.readAllLines(folder.resolve("power.csv")).size());
  }
}
