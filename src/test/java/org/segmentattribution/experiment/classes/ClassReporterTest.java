package org.segmentattribution.experiment.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;

class ClassReporterTest {
  @TempDir Path folder;
  private final Map<String, Object> runs = new LinkedHashMap<>();

  /** A class with two methods: the first segment leads by lrp-z, the second by gradient. */
  private void run(String name, String title, int images, String first, String second)
      throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      String id = name + i;
      rows.addAll(TableRows.of(id).segment(first, 0.75).segment(second, 0.25).rows());
      rows.addAll(
          TableRows.of(id).method("gradient").segment(first, 0.25).segment(second, -0.5).rows());
    }
    Path run = Files.createDirectories(folder.resolve("out").resolve(name));
    SatCsv.write(run.resolve("sat.csv"), rows);
    FailureCsv.write(
        run.resolve("failures.csv"), List.of(new Failure(name + ".jpg", "decode", "broken")));
    runs.put(name, title);
  }

  @BeforeEach
  void twoClasses() throws IOException {
    run("big-dog", "big dog", 8, "muzzle", "ears");
    run("cat", "cat", 6, "whiskers", "ears");
  }

  private Path write() throws IOException {
    Path out = Files.createDirectories(folder.resolve("page"));
    RunDirectory directory =
        RunDirectory.open(
            out,
            RunManifest.begin(
                RunKind.IMAGENET, Map.of("runs", runs), Map.of("model", "abc"), "cpu", 1));
    for (String name : runs.keySet()) {
      Path from = folder.resolve("out").resolve(name);
      if (Files.isDirectory(from)) {
        Files.move(from, out.resolve(name));
      }
    }
    ClassReporter.write(directory);
    return out;
  }

  /** Rows of all classes, under their titles; means by hand. */
  @Test
  void theAggregateHasEveryClass() throws IOException {
    Path out = write();
    List<String> lines = Files.readAllLines(out.resolve("aggregate.csv"));
    assertEquals(1 + 2 * 2 * 2, lines.size());
    List<String> ofDogs =
        lines.stream().filter(l -> l.contains("big dog") && l.contains("lrp-z")).toList();
    assertEquals(2, ofDogs.size());
    assertTrue(ofDogs.get(0).contains("muzzle") && ofDogs.get(0).contains("0.75"), ofDogs.get(0));
    List<String> byGradient =
        lines.stream().filter(l -> l.contains("cat") && l.contains("gradient")).toList();
    assertTrue(byGradient.get(0).contains("ears") && byGradient.get(0).contains("0.5"));
  }

  @Test
  void failuresOfAllClassesAreJoined() throws IOException {
    List<String> images =
        FailureCsv.read(write().resolve("failures.csv")).stream().map(Failure::image).toList();
    assertEquals(List.of("big-dog.jpg", "cat.jpg"), images);
  }

  @Test
  void thePageShowsClassesAndDrawsEachMethod() throws IOException {
    Path out = write();
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("big dog") && page.contains("whiskers"));
    assertTrue(page.contains("big-dog/report.html"), "each class has a page of its own");
    for (String stem : List.of("big-dog-lrp-z", "big-dog-gradient", "cat-lrp-z", "cat-gradient")) {
      String svg = Files.readString(out.resolve("figures/" + stem + "-critical-difference.svg"));
      assertTrue(svg.startsWith("<svg") && svg.contains("ears"), stem);
      assertTrue(Files.exists(out.resolve("figures/" + stem + "-critical-difference-classic.svg")));
    }
  }

  /** Of a class without a table only its failures are known. */
  @Test
  void aClassWithoutTablesIsLeftOut() throws IOException {
    Path none = Files.createDirectories(folder.resolve("out/fish"));
    SatCsv.write(none.resolve("sat.csv"), List.of());
    FailureCsv.write(
        none.resolve("failures.csv"), List.of(new Failure("fish.jpg", "segment", "no mask")));
    runs.put("fish", "fish");
    Path out = write();
    assertFalse(Files.readString(out.resolve("aggregate.csv")).contains("fish"));
    assertEquals(3, FailureCsv.read(out.resolve("failures.csv")).size());
  }

  /** run.json may come from others: nothing outside the directory is read. */
  @Test
  void aFolderThatLeadsOutIsRefused() {
    runs.put("../elsewhere", "x");
    String said = assertThrows(WrongInput.class, this::write).getMessage();
    assertTrue(said.contains("run.json is damaged: '../elsewhere' is no folder of a class"), said);
  }
}
