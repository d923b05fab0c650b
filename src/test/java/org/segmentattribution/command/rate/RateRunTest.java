package org.segmentattribution.command.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.StoppedAfter;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;

/** Rates methods on six drawn scenes whose segments are four cells. */
class RateRunTest {
  private static final RateSettings QUICK = new RateSettings(List.of(), List.of(), 0, 0, 0, 1);

  @TempDir Path folder;
  private Path images;

  @BeforeEach
  void draw() throws IOException {
    images = TestCalls.draw(folder.resolve("images"), "test", 3);
  }

  private ExplainSettings explained(String out, int threads) throws IOException {
    ExplainSettings settings = TestCalls.explain(images, folder.resolve(out), "label", threads);
    ExplainWithReport.run(settings, Progress.NONE);
    return settings;
  }

  private static List<String> rate(ExplainSettings of, RateSettings settings, Progress progress)
      throws IOException {
    return new RateRun(of.out(), of, settings).rate(progress);
  }

  /** Returns some columns of {@code rating.csv} by method and column. */
  private static Map<String, double[]> rows(ExplainSettings of) throws IOException {
    Map<String, double[]> rows = new LinkedHashMap<>();
    CsvFile.read(
        of.out().resolve("rating.csv"),
        List.of("method", "column"),
        row ->
            rows.put(
                row.text("method") + " " + row.text("column"),
                new double[] {
                  row.number("single_deletion"),
                  row.number("srg_mean"),
                  row.number("srg_linear"),
                  row.number("randomisation"),
                  row.number("forwards_per_image")
                }));
    return rows;
  }

  @Test
  void effectsAreThoseOfTheRunOrMeasuredAlike() throws IOException {
    ExplainSettings with = explained("with", 1);
    RemovalSettings removal =
        new RemovalSettings(List.of("mean", "blur"), "mirrored", 2, "drop", "logit", 1, 1);
    new AblateRun(with.out(), with, removal).measure(Progress.NONE);
    ExplainSettings without = explained("without", 2);
    List<String> lines = rate(with, QUICK, Progress.NONE);
    assertEquals(lines, rate(without, QUICK, Progress.NONE));
    for (String file : List.of("rating.csv", "rating-images.csv")) {
      assertEquals(
          Files.readString(with.out().resolve(file)),
          Files.readString(without.out().resolve(file)));
    }
    assertFalse(Files.exists(without.out().resolve("effects.csv")));
    assertFalse(Files.exists(without.out().resolve("rate-parts")));
    assertTrue(RunDirectory.read(with.out()).isIntact(), "run.json knows the new files");
    assertEquals(1, rows(with).get("(ruler) effect")[0]);
    String page = Files.readString(with.out().resolve("report.html"));
    assertTrue(page.contains("<a href=\"rating.html\">All methods and columns"));
    assertTrue(lines.get(lines.size() - 1).endsWith("."), lines.toString());
  }

  @Test
  void furtherMethodsAndValuesAreRatedAndAllAreTested() throws IOException {
    ExplainSettings run = explained("run", 1);
    RateSettings settings =
        new RateSettings(
            List.of("lrp-gamma", "occlusion", "gradient"),
            List.of("gamma=0", "0.25", "1"),
            5,
            2,
            2,
            1);
    rate(run, settings, Progress.NONE);
    Map<String, double[]> rows = rows(run);
    assertEquals(6 + 6 * 5, rows.size(), rows.keySet().toString());
    assertTrue(rows.containsKey("lrp-gamma gamma=1 total_attribution"));
    assertFalse(rows.containsKey("lrp-gamma gamma=0.25 rank"), "that is the default");
    double[] plain = rows.get("lrp-z mean_signed");
    double[] gamma0 = rows.get("lrp-gamma gamma=0 mean_signed");
    assertArrayEquals(plain, gamma0, 1e-3, "gamma 0 is LRP-Z");
    assertEquals(1, rows.get("gradient rank")[4]);
    assertTrue(rows.get("occlusion rank")[4] > 10);
    for (String method : List.of("lrp-z", "gradient", "lrp-gamma", "occlusion")) {
      double[] row = rows.get(method + " rank");
      assertTrue(Double.isFinite(row[1]) && Double.isFinite(row[2]), method);
      assertTrue(row[3] > -1 && row[3] < 1, method);
    }
    assertTrue(rows.get("occlusion rank")[1] > rows.get("gradient rank")[1]);
  }

  @Test
  void killedAndRepeatedCallsGiveTheSameBytes() throws IOException {
    RateSettings settings = new RateSettings(List.of("lrp-gamma"), List.of(), 0, 2, 2, 1);
    ExplainSettings one = explained("one", 1);
    ExplainSettings two = explained("two", 2);
    rate(one, settings, Progress.NONE);
    assertThrows(
        IllegalStateException.class, () -> rate(two, settings, new StoppedAfter("rating", 2)));
    assertFalse(Files.exists(two.out().resolve("rating.csv")));
    List<String> lines = rate(two, settings, Progress.NONE);
    Map<String, String> files = TestCalls.files(two.out());
    assertEquals(TestCalls.files(one.out()), files);
    String json = Files.readString(two.out().resolve("run.json"));
    assertEquals(lines, rate(two, settings, Progress.NONE));
    assertEquals(json, Files.readString(two.out().resolve("run.json")), "nothing was to do");
    Files.writeString(two.out().resolve("rating.csv"), "method\n");
    rate(two, settings, Progress.NONE);
    assertEquals(files, TestCalls.files(two.out()), "a damaged table is made again");
  }

  @Test
  void changedImagesAndWrongSettingsAreRefused() throws IOException {
    ExplainSettings run = explained("run", 1);
    rate(run, QUICK, Progress.NONE);
    assertThrows(WrongInput.class, () -> new RateSettings(List.of(), List.of(), -1, 0, 0, 1));
    for (List<String> tune : List.of(List.of("0.25"), List.of("gamma=1"))) {
      RateSettings settings = new RateSettings(List.of(), tune, 0, 0, 0, 1);
      WrongInput refused = assertThrows(WrongInput.class, () -> rate(run, settings, Progress.NONE));
      assertTrue(refused.getMessage().contains("tune"), refused.getMessage());
    }
    TestCalls.draw(images.resolve("test/zebra/1.png"), SceneClass.values()[0], 9);
    RateSettings other = new RateSettings(List.of(), List.of(), 0, 0, 0, 2);
    WrongInput refused = assertThrows(WrongInput.class, () -> rate(run, other, Progress.NONE));
    assertTrue(refused.getMessage().contains("start explain again"), refused.getMessage());
    ExplainWithReport.run(run, Progress.NONE);
    assertFalse(Files.exists(run.out().resolve("rating.csv")), "the rating was of other rows");
  }
}
