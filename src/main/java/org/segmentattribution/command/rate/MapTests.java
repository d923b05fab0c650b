package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.rating.MethodChecks;
import org.segmentattribution.rating.RatingCsv;

/** {@code rating-maps.csv}: what the maps of one image scored in the tests of methods. */
final class MapTests {
  private static final String FILE = RatingCsv.BY_MAP;

  private static final List<String> COLUMNS =
      List.of("image_id", "target", "method", "srg_mean", "srg_linear", "randomisation");

  /**
   * A line.
   *
   * @param gains by fill: mean, linear; NaN where they were not measured
   * @param alike correlation with the map of random weights; NaN where it was not measured
   */
  record Line(String imageId, String target, String method, double[] gains, double alike) {}

  private MapTests() {}

  static void write(Path folder, List<Line> lines) throws IOException {
    CsvFile.write(
        folder.resolve(FILE),
        COLUMNS,
        printer -> {
          for (Line line : lines) {
            printer.printRecord(
                line.imageId,
                line.target,
                line.method,
                CsvFile.text(line.gains[0]),
                CsvFile.text(line.gains[1]),
                CsvFile.text(line.alike));
          }
        });
  }

  /** Returns the lines of chunks, in order. */
  static List<Line> read(List<Path> chunks) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Path chunk : chunks) {
      CsvFile.read(
          chunk.resolve(FILE),
          COLUMNS,
          row ->
              lines.add(
                  new Line(
                      row.text("image_id"),
                      row.text("target"),
                      row.text("method"),
                      new double[] {row.number("srg_mean"), row.number("srg_linear")},
                      row.number("randomisation"))));
    }
    return lines;
  }

  /**
   * Returns the means of each method over images.
   *
   * @param forwards passes of each method for a map
   */
  static Map<String, MethodChecks> means(List<Line> lines, Map<String, Long> forwards) {
    Map<String, MethodChecks> means = new LinkedHashMap<>();
    forwards.forEach(
        (method, passes) -> {
          List<Line> of = lines.stream().filter(line -> line.method.equals(method)).toList();
          means.put(
              method,
              new MethodChecks(
                  mean(of, line -> line.gains[0]),
                  mean(of, line -> line.gains[1]),
                  mean(of, Line::alike),
                  passes));
        });
    return means;
  }

  private static double mean(List<Line> lines, ToDoubleFunction<Line> value) {
    return lines.stream()
        .mapToDouble(value)
        .filter(number -> !Double.isNaN(number))
        .average()
        .orElse(Double.NaN);
  }
}
