package org.segmentattribution.slice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/** {@code slices.csv}: a row a slice, the worst first. */
public final class SlicesCsv {
  /** Name of the file in a run directory. */
  public static final String FILE = "slices.csv";

  /** Name of the page about it. */
  public static final String PAGE = "slices.html";

  private static final List<String> COLUMNS =
      List.of(
          "class",
          "segment",
          "kind",
          "images",
          "images_rest",
          "accuracy",
          "accuracy_rest",
          "difference",
          "lower",
          "upper",
          "p",
          "p_adjusted",
          "confidence",
          "confidence_rest",
          "confidence_difference",
          "confidence_lower",
          "confidence_upper",
          "confidence_p",
          "confidence_p_adjusted",
          "worse");

  private SlicesCsv() {}

  /** Replaces the file. */
  public static void write(Path file, List<SliceResult> slices) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SliceResult one : slices) {
            List<Object> fields = new ArrayList<>();
            fields.add(one.slice().className());
            fields.add(one.slice().segment());
            fields.add(one.slice().kind().text());
            fields.add(one.counts().images());
            fields.add(one.counts().rest());
            add(fields, one.accuracy());
            add(fields, one.confidence());
            fields.add(one.isWorse());
            printer.printRecord(fields);
          }
        });
  }

  private static void add(List<Object> fields, BesideRest of) {
    for (double value :
        new double[] {
          of.inside(),
          of.rest(),
          of.difference(),
          of.interval().low(),
          of.interval().high(),
          of.pValue(),
          of.adjusted()
        }) {
      fields.add(CsvFile.text(value));
    }
  }
}
