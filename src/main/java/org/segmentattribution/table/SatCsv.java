package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.segmentattribution.api.ClassReading;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;

/** Rows as {@code sat.csv}. */
public final class SatCsv {
  /** The columns, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "image_id",
          "image",
          "label",
          "predicted",
          "target",
          "confidence",
          "model",
          "method",
          "segment_id",
          "segment",
          "score",
          "mask_size",
          "mask_size_unpadded",
          "mask_fraction",
          "position",
          "mean_signed",
          "mean_attribution",
          "total_attribution",
          "rank",
          "shift_share",
          "calibrated_rank",
          "explained_class_index",
          "explained_confidence",
          "class",
          "correct");

  /** Files of others, and of earlier versions, need not have them. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "shift_share",
          "calibrated_rank",
          "explained_class_index",
          "explained_confidence",
          "class",
          "correct");

  /** Those that a file must have. */
  public static final List<String> REQUIRED =
      COLUMNS.stream().filter(name -> !OPTIONAL.contains(name)).toList();

  private SatCsv() {}

  /** Replaces the file by these rows; numbers read back as the same doubles, NaN is empty. */
  public static void write(Path file, Iterable<SegmentAttribution> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SegmentAttribution r : rows) {
            printer.printRecord(
                r.imageId(),
                r.image(),
                r.label(),
                r.predicted(),
                r.target(),
                CsvFile.text(r.confidence()),
                r.model(),
                r.method(),
                r.segmentId(),
                r.segment(),
                CsvFile.text(r.score()),
                r.maskSize(),
                r.maskSizeUnpadded(),
                CsvFile.text(r.maskFraction()),
                r.position().text(),
                CsvFile.text(r.meanSigned()),
                CsvFile.text(r.meanAttribution()),
                CsvFile.text(r.totalAttribution()),
                CsvFile.text(r.rank()),
                CsvFile.text(r.shiftShare()),
                CsvFile.text(r.calibratedRank()),
                index(r.reading()),
                CsvFile.text(r.reading().explainedConfidence()),
                r.reading().className(),
                r.reading().correct());
          }
        });
  }

  /** Null is an empty field. */
  private static Integer index(ClassReading reading) {
    return reading.explainedIndex() < 0 ? null : reading.explainedIndex();
  }

  /**
   * All rows; columns may come in another order and with others between them.
   *
   * @throws IOException naming file, line and column
   */
  public static List<SegmentAttribution> read(Path file) throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    read(file, rows::add);
    return rows;
  }

  /** As above, one row at a time. */
  public static void read(Path file, Consumer<SegmentAttribution> consumer) throws IOException {
    CsvFile.read(file, REQUIRED, row -> consumer.accept(parse(row)));
  }

  private static SegmentAttribution parse(CsvRow row) throws IOException {
    return new SegmentAttribution(
        row.text("image_id"),
        row.text("image"),
        row.text("label"),
        row.text("predicted"),
        row.text("target"),
        row.number("confidence"),
        row.text("model"),
        row.text("method"),
        row.integer("segment_id"),
        row.text("segment"),
        row.number("score"),
        row.integer("mask_size"),
        row.integer("mask_size_unpadded"),
        row.number("mask_fraction"),
        row.field("position", "a position", Position::named),
        row.number("mean_signed"),
        row.number("mean_attribution"),
        row.number("total_attribution"),
        row.number("rank"),
        row.numberIfThere("shift_share"),
        row.numberIfThere("calibrated_rank"),
        new ClassReading(
            row.fieldIfThere(
                "explained_class_index",
                "a whole number",
                text -> text.isEmpty() ? -1 : Integer.parseInt(text),
                -1),
            row.numberIfThere("explained_confidence"),
            row.fieldIfThere("class", "a name", text -> text, row.text("label")),
            row.fieldIfThere("correct", "true or false", SatCsv::correct, null)));
  }

  private static Boolean correct(String text) {
    return switch (text) {
      case "" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
