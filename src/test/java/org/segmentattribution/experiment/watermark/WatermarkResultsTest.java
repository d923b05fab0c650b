package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;

class WatermarkResultsTest {
  private static final int IMAGES = 8;

  @TempDir Path folder;
  private RunDirectory run;
  private final List<TrialResult> trials = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    run =
        RunDirectory.open(
            folder.resolve("run"),
            RunManifest.begin(RunKind.WATERMARK, Map.of(), Map.of(), "cpu", 5));
  }

  /** Zebras with mane and a watermark of this attribution; horses with a mane alone. */
  private void trial(double prevalence, int seed, double watermark, double clean, double marked)
      throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.addAll(TableRows.of("z" + i).segment("mane", 1).segment("watermark", watermark).rows());
      rows.addAll(TableRows.of("h" + i).of("horse", "horse", "horse").segment("mane", 7).rows());
    }
    Path out = TrialFiles.folder(run.folder(), prevalence, seed);
    Files.createDirectories(out);
    SatCsv.write(out.resolve("sat.csv"), rows);
    trials.add(new TrialResult(prevalence, seed, clean, marked, 9, 9));
    PrevalenceCsv.write(run.path("prevalence.csv"), trials);
  }

  private static AggregateRow row(WatermarkResults results, int prevalence, String segment) {
    return results.ranks().get(prevalence).rows().stream()
        .filter(r -> r.segment().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void prevalencesAscendWhateverTheOrderOfTheFile() throws IOException {
    trial(100, 1, 3, 0.5, 1);
    trial(0, 1, 0.5, 0.9, 0.9);
    trial(2.5, 1, 0.75, 0.9, 0.9);
    WatermarkResults results = WatermarkResults.read(run);
    assertEquals(
        List.of(0.0, 2.5, 100.0),
        results.points().stream().map(PrevalencePoint::prevalence).toList());
    assertEquals(
        List.of(0.0, 2.5, 100.0), results.ranks().stream().map(r -> r.prevalence()).toList());
    assertEquals(100, results.trials().get(0).prevalence(), "trials stay as they are listed");
    assertEquals(3, results.seeds().size());
  }

  /** Horses carry no watermark: their rows are in no mean and no number of segments. */
  @Test
  void onlyImagesWithAWatermarkCount() throws IOException {
    trial(0, 1, 0.5, 0.9, 0.9);
    trial(100, 1, 3, 0.5, 1);
    WatermarkResults results = WatermarkResults.read(run);
    assertEquals(IMAGES, row(results, 0, "mane").images());
    assertEquals(1, row(results, 0, "mane").relativeMeanAttribution(), 1e-12);
    PrevalencePoint none = results.points().get(0);
    PrevalencePoint all = results.points().get(1);
    assertEquals(2, none.meanRank());
    assertEquals(1, all.meanRank());
    assertEquals(2, all.segmentsPerImage());
    assertEquals(0.5 / 1.5, none.attributionShare(), 1e-12);
    assertEquals(3 / 4.0, all.attributionShare(), 1e-12);
    assertEquals(100, results.signals().rank());
    assertEquals(100, results.signals().accuracy());
  }

  /** Two classifiers at 50 %: attributions 0.5 and 2.5 average to 1.5, ranks 2 and 1 to 1.5. */
  @Test
  void classifiersAreAveragedImageByImage() throws IOException {
    trial(0, 1, 0.5, 0.9, 0.9);
    trial(50, 1, 0.5, 0.8, 0.9);
    trial(50, 2, 2.5, 0.6, 1);
    WatermarkResults results = WatermarkResults.read(run);
    AggregateRow watermark = row(results, 1, "watermark");
    assertEquals(IMAGES, watermark.images(), "an image counts once");
    assertEquals(1.5, watermark.relativeMeanAttribution(), 1e-12);
    assertEquals(1.5, watermark.relativeMeanRank(), 1e-12);
    PrevalencePoint point = results.points().get(1);
    assertEquals(0.7, point.cleanAccuracy(), 1e-12);
    assertEquals(0.95, point.watermarkedAccuracy(), 1e-12);
    assertEquals(3, results.seeds().size(), "the single ones are drawn, too");
  }

  /** Every image has the same rank, so the interval has no width. */
  @Test
  void readingsAreThoseOfTheTables() throws IOException {
    trial(0, 1, 0.5, 0.9, 0.9);
    trial(100, 1, 3, 0.5, 1);
    var rank = WatermarkResults.read(run).readings().get(0);
    assertEquals("rank", rank.key());
    assertEquals(2, rank.values().get(0).mean());
    assertEquals(1, rank.values().get(1).high());
    assertEquals(100, rank.onset());
  }

  /** Intervals are drawn by the run's own seed: 5 here, as a bootstrap of the same ranks draws. */
  @Test
  void theRunsSeedDrawsTheIntervals() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    double[] ranks = new double[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      double watermark = i % 3 == 0 ? 2 : 0.5;
      ranks[i] = watermark > 1 ? 1 : 2;
      rows.addAll(TableRows.of("z" + i).segment("mane", 1).segment("watermark", watermark).rows());
    }
    Path out = TrialFiles.folder(run.folder(), 0, 1);
    Files.createDirectories(out);
    SatCsv.write(out.resolve("sat.csv"), rows);
    PrevalenceCsv.write(run.path("prevalence.csv"), List.of(new TrialResult(0, 1, 1, 1, 1, 1)));
    var value = WatermarkResults.read(run).readings().get(0).values().get(0);
    double[] drawn = Bootstrap.seeded(5).sortedMeans(ranks);
    assertEquals(Bootstrap.percentile(drawn, 0.025), value.low(), 1e-12);
    assertEquals(Bootstrap.percentile(drawn, 0.975), value.high(), 1e-12);
  }

  @Test
  void withoutAWatermarkInAnyTableThereIsNoRank() throws IOException {
    Path out = TrialFiles.folder(run.folder(), 0, 1);
    Files.createDirectories(out);
    SatCsv.write(out.resolve("sat.csv"), TableRows.of("z").segment("mane", 1).rows());
    PrevalenceCsv.write(run.path("prevalence.csv"), List.of(new TrialResult(0, 1, 0.9, 0.9, 0, 0)));
    PrevalencePoint point = WatermarkResults.read(run).points().get(0);
    assertTrue(Double.isNaN(point.meanRank()) && Double.isNaN(point.attributionShare()));
    assertEquals(0.9, point.cleanAccuracy());
    assertEquals(0, point.segmentsPerImage());
  }

  @Test
  void aMissingTableIsNamed() throws IOException {
    PrevalenceCsv.write(run.path("prevalence.csv"), List.of(new TrialResult(0, 1, 1, 1, 1, 1)));
    String said = assertThrows(IOException.class, () -> WatermarkResults.read(run)).getMessage();
    assertTrue(said.contains("prevalence-000-seed-1"), said);
    assertEquals(1, said.lines().count());
  }

  @Test
  void drawingsAreReadInOrder() throws IOException {
    assertEquals(List.of(), SampleFigures.read(run, "overlay-", "x"));
    Files.createDirectories(run.path("figures"));
    assertEquals(List.of(), SampleFigures.read(run, "overlay-", "x"));
    Files.writeString(run.path("figures/overlay-2.svg"), "<svg/> by hand");
    WrongInput e = assertThrows(WrongInput.class, () -> SampleFigures.read(run, "overlay-", "x"));
    assertTrue(e.getMessage().startsWith(run.path("figures/overlay-2.svg").toString()));
    assertEquals(List.of(), SampleFigures.read(run, "other-", "x"), "not looked at");
  }
}
