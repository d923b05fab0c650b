package org.segmentattribution.experiment.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.TableRows;

/** Trials, and the files that keep them and what they found. */
class TrialFilesTest {
  private static final TrialResult TRIAL = new TrialResult(15, 2, 0.9375, 0.97, 2.25, 0.125);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1, prevalence-000-seed-1",
    "15, 2, prevalence-015-seed-2",
    "100, 12, prevalence-100-seed-12",
    "2.5, 1, prevalence-2.5-seed-1"
  })
  void aTrialsNameSortsByPrevalence(double prevalence, int seed, String name) {
    assertEquals(name, TrialResult.name(prevalence, seed));
    assertEquals(folder.resolve("runs").resolve(name), TrialFiles.folder(folder, prevalence, seed));
    assertEquals(
        folder.resolve("models").resolve(name + ".onnx"),
        TrialFiles.model(folder, prevalence, seed));
  }

  @Property(tries = 50)
  void noTwoTrialsShareAName(
      @ForAll @DoubleRange(min = 0, max = 100) double a,
      @ForAll @DoubleRange(min = 0, max = 100) double b,
      @ForAll @IntRange(min = 1, max = 99) int seed) {
    assertEquals(a == b, TrialResult.name(a, seed).equals(TrialResult.name(b, seed)));
  }

  @Test
  void aTrialComesBackFromItsSummary() {
    assertEquals(TRIAL, TrialResult.of(15, 2, TRIAL.summary()));
    // as JSON gives whole numbers back
    Map<String, Object> whole =
        Map.of(
            "clean_accuracy",
            1,
            "watermarked_accuracy",
            0,
            "watermark_mean_rank",
            3L,
            "watermark_relative_mean_attribution",
            0.5f);
    assertEquals(new TrialResult(0, 1, 1, 0, 3, 0.5), TrialResult.of(0, 1, whole));
    assertEquals("15 %: clean 93.8 %, marked 97.0 %, rank 2.25", TRIAL.line());
  }

  @Test
  void prevalencesReadBackAsTheyWere() throws IOException {
    List<TrialResult> trials =
        List.of(
            TRIAL,
            new TrialResult(2.5, 1, 1 / 3.0, 0, Double.NaN, Double.NaN),
            new TrialResult(0, 7, 0, 1, 1, 1e-12));
    Path file = folder.resolve("prevalence.csv");
    PrevalenceCsv.write(file, trials);
    List<TrialResult> read = PrevalenceCsv.read(file);
    assertEquals(trials, read);
    assertTrue(Double.isNaN(read.get(1).watermarkMeanRank()));
    assertEquals("15,2,0.9375,0.97,2.25,0.125", bare(file).get(1));
    assertEquals("2.5,1,0.3333333333333333,0.0,,", bare(file).get(2));
  }

  /** Lines without quotes, which say nothing in CSV. */
  private static List<String> bare(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.replace("\"", "")).toList();
  }

  @Test
  void aDamagedFileIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("prevalence.csv");
    PrevalenceCsv.write(file, List.of(TRIAL));
    Files.writeString(file, Files.readString(file).replace(",2,", ",two,"));
    IOException e = assertThrows(IOException.class, () -> PrevalenceCsv.read(file));
    assertEquals(file + ", line 2, column seed: 'two' is not a whole number", e.getMessage());
    Files.writeString(file, "prevalence,seed\n1,2\n");
    IOException column = assertThrows(IOException.class, () -> PrevalenceCsv.read(file));
    assertTrue(column.getMessage().contains("no column 'clean_accuracy'"), column.getMessage());
  }

  /** Six images: mane 3 of rank 1, sky 1 of rank 2. */
  @Test
  void segmentsHaveALineAtEachPrevalence() throws IOException {
    Aggregation aggregation = new Aggregation();
    for (int i = 0; i < 6; i++) {
      aggregation.add(TableRows.of("i" + i).segment("mane", 3).segment("sky", 1).table());
    }
    var rows = aggregation.rows("lrp-z", "zebra", AggregationOptions.defaults(1));
    Path file = folder.resolve("segments.csv");
    SegmentsCsv.write(
        file,
        List.of(new PrevalenceRanks(0, rows), new PrevalenceRanks(12.5, List.of(rows.get(0)))));
    assertEquals(
        List.of(
            "prevalence,segment,images,relative_mean_attribution,relative_mean_rank,rank_low,"
                + "rank_high,top_share",
            "0,mane,6,3.0,1.0,1.0,1.0,1.0",
            "0,sky,6,1.0,2.0,2.0,2.0,0.0",
            "12.5,mane,6,3.0,1.0,1.0,1.0,1.0"),
        bare(file));
  }
}
