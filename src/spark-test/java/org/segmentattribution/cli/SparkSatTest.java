package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;

/** The job with a local master: what it leaves is what {@code sat explain} leaves. */
class SparkSatTest {
  @TempDir static Path folder;
  private static Path scenes;
  private static Path model;

  @BeforeAll
  static void makeDataAndModel() throws IOException {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.driver.host", "127.0.0.1");
    scenes = folder.resolve("scenes");
    SceneWriter.write(scenes, new SceneGenerator(48, 1), 6, 3, () -> {});
    Files.writeString(scenes.resolve("images/train/horse/text.jpg"), "no picture");
    model = folder.resolve("model.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)),
          model);
    }
  }

  @AfterAll
  static void forgetMaster() {
    List.of("master", "ui.enabled", "driver.bindAddress", "driver.host")
        .forEach(key -> System.clearProperty("spark." + key));
  }

  private static String[] explain(Path out, Object... more) {
    List<Object> all = new ArrayList<>(List.of("explain", "--images", scenes.resolve("images")));
    all.addAll(List.of("--model", model, "--segmenter", "masks:" + scenes.resolve("masks")));
    all.addAll(List.of("--method", "lrp-z,gradient", "--batch", 4, "--out", out));
    all.addAll(List.of(more));
    return all.stream().map(String::valueOf).toArray(String[]::new);
  }

  private static int onSpark(Path out, Object... more) {
    String[] args = explain(out, more);
    return Sat.run(SparkSat.commandLine(args), args);
  }

  @Test
  void leavesWhatTheLocalRunLeaves() throws IOException {
    Path local = folder.resolve("local");
    Path spark = folder.resolve("spark");
    Path rows = folder.resolve("rows.parquet");
    assertEquals(Sat.DONE_WITH_SKIPS, Sat.run(explain(local)));
    assertEquals(Sat.DONE_WITH_SKIPS, onSpark(spark, "--parquet", rows));
    assertEquals(RunFiles.hashes(local), RunFiles.hashes(spark));
    assertTrue(Files.exists(spark.resolve("report.html")));
    assertFalse(Files.exists(spark.resolve("parts")));
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      Dataset<Row> written = session.read().parquet(rows.toString());
      Dataset<Row> ours = session.read().parquet(local.resolve("sat.parquet").toString());
      assertEquals(ours.schema(), written.schema());
      assertEquals(0, ours.exceptAll(written).count());
      assertEquals(Files.readAllLines(local.resolve("sat.csv")).size() - 1, written.count());
    }
  }

  /** One picture is another one meanwhile. */
  private static void afterAChange(Executable calls) throws Throwable {
    Path image = scenes.resolve("images/train/zebra/0001.png");
    byte[] before = Files.readAllBytes(image);
    try {
      Files.copy(
          scenes.resolve("images/train/zebra/0002.png"),
          image,
          StandardCopyOption.REPLACE_EXISTING);
      calls.execute();
    } finally {
      Files.write(image, before);
    }
  }

  @Test
  void goesOnFromWhatAnotherRunBegan() throws Throwable {
    Path run = folder.resolve("changed");
    assertEquals(Sat.DONE_WITH_SKIPS, Sat.run(explain(run)));
    afterAChange(
        () -> {
          assertEquals(Sat.DONE_WITH_SKIPS, onSpark(run));
          Path anew = folder.resolve("anew");
          assertEquals(Sat.DONE_WITH_SKIPS, Sat.run(explain(anew)));
          assertEquals(RunFiles.hashes(anew), RunFiles.hashes(run));
        });
  }

  @Test
  void editedTablesAreMadeAgain() throws Throwable {
    Path run = folder.resolve("marked");
    assertEquals(Sat.DONE_WITH_SKIPS, Sat.run(explain(run)));
    Map<String, String> before = RunFiles.hashes(run);
    Path csv = run.resolve("sat.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(csv));
    String model = lines.get(1).split(",")[6];
    lines.set(1, lines.get(1).replace("," + model + ",", ",marked,"));
    Files.write(csv, lines);
    assertEquals(Sat.DONE_WITH_SKIPS, onSpark(run));
    assertEquals(before, RunFiles.hashes(run));
  }

  @Test
  void aWrongCallIsToldBeforeAnythingIsSent() {
    Path out = folder.resolve("wrong");
    assertEquals(2, onSpark(out, "--target", "unicorn"));
    assertFalse(Files.exists(out));
  }
}
