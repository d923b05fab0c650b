package org.segmentattribution.benchmark;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** All figures, one row a contestant, method and batch size; empty where not measured. */
final class MeasurementCsv {
  private static final String[] HEADER = {
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
    "forward_peak_mib"
  };

  private MeasurementCsv() {}

  static void write(Path file, List<Measurement> measurements) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(HEADER).setRecordSeparator("\n").get();
    try (Writer writer = Files.newBufferedWriter(file);
        CSVPrinter csv = new CSVPrinter(writer, format)) {
      for (Measurement m : measurements) {
        csv.printRecord(
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
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
