package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.command.slices.SlicesRun;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SliceDraws;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicesCsv;

/**
 * The slices of both runs of a round, as {@code sat slices} finds them.
 *
 * @param before what is said of the first run's slices
 * @param after what is said of the new run's
 * @param rows slices by the segment that was chosen
 */
record RoundSlices(List<String> before, List<String> after, List<Row> rows) {
  private static final int LEAST = 10;
  private static final List<String> COLUMNS =
      List.of("class", "segment", "kind", "images", "accuracy");

  /**
   * A slice in both runs.
   *
   * @param className of its photographs
   * @param kind as in {@code slices.csv}
   * @param a in the first run; null where it is not there, or too small
   * @param b in the new run
   */
  record Row(String className, String kind, AccuracyChange.Right a, AccuracyChange.Right b) {}

  /**
   * Finds them; the runs get their files and pages.
   *
   * @param segment whose slices are listed
   */
  static RoundSlices of(Path first, Path second, String segment, long seed, Progress progress)
      throws IOException {
    SliceSearch search = new SliceSearch(LEAST, Correction.HOLM, SliceDraws.MANY, seed);
    List<String> before = new SlicesRun(first, "", search).write(progress::note);
    List<String> after = new SlicesRun(second, "", search).write(progress::note);
    Map<String, AccuracyChange.Right> a = read(first, segment);
    Map<String, AccuracyChange.Right> b = read(second, segment);
    Map<String, AccuracyChange.Right> either = new LinkedHashMap<>(a);
    b.forEach(either::putIfAbsent);
    List<Row> rows = new ArrayList<>();
    either.keySet().stream()
        .sorted()
        .forEach(
            key -> {
              String[] parts = key.split("\n", 2);
              rows.add(new Row(parts[0], parts[1], a.get(key), b.get(key)));
            });
    return new RoundSlices(before, after, rows);
  }

  private static Map<String, AccuracyChange.Right> read(Path run, String segment)
      throws IOException {
    Map<String, AccuracyChange.Right> slices = new LinkedHashMap<>();
    CsvFile.read(
        run.resolve(SlicesCsv.FILE),
        COLUMNS,
        row -> {
          if (row.text("segment").equals(segment) && !row.text("accuracy").isEmpty()) {
            int images = row.integer("images");
            int right = (int) Math.round(row.number("accuracy") * images);
            slices.put(
                row.text("class") + "\n" + row.text("kind"),
                new AccuracyChange.Right(right, images));
          }
        });
    return slices;
  }
}
