package org.segmentattribution.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;

/** All figures, one row a contestant, method and batch size; empty where not measured. */
final class MeasurementCsv {
  private static final List<String> HEADER =
      List.of(
          "network",
          "contestant",
          "method",
          "batch",
          "images",
          "rounds",
          "forward_ms_q1",
          "forward_ms",
          "forward_ms_q3",
          "method_ms_q1",
          "method_ms",
          "method_ms_q3",
          "multiple_q1",
          "multiple",
          "multiple_q3",
          "peak_mib",
          "forward_peak_mib");

  private MeasurementCsv() {}

  static void write(Path file, List<Measurement> measurements) throws IOException {
    CsvFile.write(
        file,
        HEADER,
        csv -> {
          for (Measurement m : measurements) {
            csv.printRecord(
                m.network(),
                m.contestant(),
                m.methodName(),
                m.batch(),
                m.images(),
                m.rounds(),
                number(m.forward().first()),
                number(m.forward().median()),
                number(m.forward().third()),
                number(m.method().first()),
                number(m.method().median()),
                number(m.method().third()),
                number(m.multiple().first()),
                number(m.multiple().median()),
                number(m.multiple().third()),
                m.peak() < 0 ? "" : m.peak(),
                m.forwardPeak() < 0 ? "" : m.forwardPeak());
          }
        });
  }

  static List<Measurement> read(Path file) throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    CsvFile.read(
        file,
        HEADER,
        row ->
            measurements.add(
                new Measurement(
                    row.text("contestant"),
                    new Task(row.text("network"), row.text("method"), row.integer("batch")),
                    row.integer("images"),
                    row.integer("rounds"),
                    quartiles(row, "forward_ms"),
                    quartiles(row, "method_ms"),
                    quartiles(row, "multiple"),
                    peak(row, "peak_mib"),
                    peak(row, "forward_peak_mib"))));
    return measurements;
  }

  private static Quartiles quartiles(CsvRow row, String column) throws IOException {
    return new Quartiles(
        row.number(column + "_q1"), row.number(column), row.number(column + "_q3"));
  }

  private static long peak(CsvRow row, String column) throws IOException {
    double mebibytes = row.number(column);
    return Double.isNaN(mebibytes) ? -1 : (long) mebibytes;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
