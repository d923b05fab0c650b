package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;

/**
 * {@code effects.csv}: a row a filling.
 *
 * @param inMargins whether the column {@code effect} is measured in margins, not in logits
 */
public record EffectCsv(boolean inMargins) {
  /** Name of the file in a run directory. */
  public static final String FILE = "effects.csv";

  private static final List<String> COLUMNS =
      List.of(
          "image_id",
          "class",
          "target",
          "segment",
          "fill",
          "placebo",
          "overlap",
          "mask_size",
          "logit",
          "logit_removed",
          "effect",
          "predicted_removed",
          "predicted",
          "margin",
          "margin_removed",
          "left_out",
          "on_segments");

  /** Takes one row. */
  @FunctionalInterface
  public interface Reader {
    void read(SegmentEffect row) throws IOException;
  }

  /** Replaces a file by a header and rows. */
  public void write(Path file, Iterable<SegmentEffect> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SegmentEffect row : rows) {
            printer.printRecord(fields(row));
          }
        });
  }

  private List<Object> fields(SegmentEffect row) {
    SegmentEffect.Removal removal = row.removal();
    return List.of(
        row.imageId(),
        row.className(),
        row.target(),
        removal.segment(),
        removal.fill(),
        removal.placebo(),
        removal.overlap(),
        removal.pixels(),
        row.before().logit(),
        row.after().logit(),
        CsvFile.text(row.effect(inMargins)),
        row.after().predicted(),
        row.before().predicted(),
        CsvFile.text(row.before().margin()),
        CsvFile.text(row.after().margin()),
        removal.leftOut(),
        removal.onSegments());
  }

  /** Joins files to one, in order; {@code also} takes each row. */
  public void join(List<Path> parts, Path file, Reader also) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (Path part : parts) {
            read(
                part,
                row -> {
                  printer.printRecord(fields(row));
                  also.read(row);
                });
          }
        });
  }

  /** Reads a file row by row. */
  public static void read(Path file, Reader reader) throws IOException {
    CsvFile.read(file, COLUMNS, row -> reader.read(row(row)));
  }

  private static SegmentEffect row(CsvRow row) throws IOException {
    return new SegmentEffect(
        row.text("image_id"),
        row.text("class"),
        row.text("target"),
        new SegmentEffect.Removal(
            row.text("segment"),
            row.text("fill"),
            row.integer("placebo"),
            row.number("overlap"),
            row.number("on_segments"),
            row.number("left_out"),
            row.integer("mask_size")),
        new SegmentEffect.Answer(row.number("logit"), row.number("margin"), row.text("predicted")),
        new SegmentEffect.Answer(
            row.number("logit_removed"),
            row.number("margin_removed"),
            row.text("predicted_removed")));
  }
}
