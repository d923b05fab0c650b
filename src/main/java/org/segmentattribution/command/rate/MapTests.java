package org.segmentattribution.command.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.rating.MethodChecks;

/** What the maps of one image scored in the tests of methods; a line a method. */
final class MapTests {
  /** Name of the file of a chunk. */
  private static final String FILE = "map-tests.csv";

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

  /**
   * Returns the means of each method over the images of all chunks.
   *
   * @param forwards passes of each method for a map
   */
  static Map<String, MethodChecks> means(List<Path> chunks, Map<String, Long> forwards)
      throws IOException {
    Map<String, List<double[]>> lines = new LinkedHashMap<>();
    forwards.keySet().forEach(method -> lines.put(method, new ArrayList<>()));
    for (Path chunk : chunks) {
      CsvFile.read(
          chunk.resolve(FILE),
          COLUMNS,
          row ->
              lines
                  .computeIfAbsent(row.text("method"), name -> new ArrayList<>())
                  .add(
                      new double[] {
                        row.number("srg_mean"),
                        row.number("srg_linear"),
                        row.number("randomisation")
                      }));
    }
    Map<String, MethodChecks> means = new LinkedHashMap<>();
    lines.forEach(
        (method, of) ->
            means.put(
                method,
                new MethodChecks(mean(of, 0), mean(of, 1), mean(of, 2), forwards.get(method))));
    return means;
  }

  private static double mean(List<double[]> lines, int column) {
    return lines.stream()
        .mapToDouble(line -> line[column])
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
