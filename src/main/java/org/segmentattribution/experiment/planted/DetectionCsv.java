package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/** Writes {@code detection.csv}, {@code detection-kinds.csv} and {@code power.csv}. */
final class DetectionCsv {
  static final String FILE = "detection.csv";
  static final String KINDS = "detection-kinds.csv";
  static final String POWER = "power.csv";
  private static final List<String> COLUMNS =
      List.of(
          "reading",
          "auc",
          "lower",
          "upper",
          "false_alarms_at_5_percent",
          "power_at_25_percent",
          "power",
          "relying",
          "relying_at_25_percent",
          "not_relying",
          "silent",
          "relies_if",
          "method");

  private DetectionCsv() {}

  /** Writes rows; by kind, the kind is the last column. */
  static void write(Path file, List<ReadingDetection> rows, boolean byKind) throws IOException {
    List<String> columns = new ArrayList<>(COLUMNS);
    if (byKind) {
      columns.add("kind");
    }
    CsvFile.write(
        file,
        columns,
        printer -> {
          for (ReadingDetection row : rows) {
            List<Object> fields = new ArrayList<>();
            fields.add(row.reading().name());
            fields.add(CsvFile.text(row.roc().area()));
            fields.add(CsvFile.text(row.roc().interval().low()));
            fields.add(CsvFile.text(row.roc().interval().high()));
            fields.add(CsvFile.text(row.falseAlarms().share()));
            fields.add(CsvFile.text(row.atQuarter().share()));
            fields.add(CsvFile.text(row.found().share()));
            fields.add(row.found().of());
            fields.add(row.atQuarter().of());
            fields.add(row.falseAlarms().of());
            fields.add(row.silent());
            fields.add(row.reading().larger() ? "larger" : "smaller");
            fields.add(row.reading().method());
            if (byKind) {
              fields.add(row.kind());
            }
            printer.printRecord(fields);
          }
        });
  }

  /** Returns the readings of a written file, in its order. */
  static List<Reading> readings(Path file) throws IOException {
    List<Reading> readings = new ArrayList<>();
    CsvFile.read(
        file,
        List.of("reading", "relies_if", "method"),
        row ->
            readings.add(
                Reading.of(
                    row.text("reading"),
                    row.text("method"),
                    row.text("relies_if").equals("larger"))));
    return readings;
  }

  /** Writes the alarms at each strength. */
  static void writePower(Path file, List<ReadingPower> rows) throws IOException {
    CsvFile.write(
        file,
        List.of(
            "reading",
            "strength",
            "relying",
            "found",
            "power",
            "not_relying",
            "false_alarms",
            "false_alarm_rate"),
        printer -> {
          for (ReadingPower row : rows) {
            printer.printRecord(
                row.reading().name(),
                CsvFile.text(row.strength()),
                row.relying().of(),
                row.relying().some(),
                CsvFile.text(row.relying().share()),
                row.others().of(),
                row.others().some(),
                CsvFile.text(row.others().share()));
          }
        });
  }
}
