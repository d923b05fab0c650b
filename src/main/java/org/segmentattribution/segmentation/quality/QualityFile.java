package org.segmentattribution.segmentation.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;

/** {@code segments-quality.csv} beside masks: one row a name. */
public final class QualityFile {
  /** Name of the file, in a folder of masks and in a run that used them. */
  public static final String NAME = "segments-quality.csv";

  private static final List<String> COLUMNS =
      List.of(
          "segment",
          "images",
          "of_images",
          "share",
          "median_pixels",
          "median_fraction",
          "min_fraction",
          "max_fraction",
          "median_islands",
          "median_tiny_islands",
          "tested_images",
          "shift_iou",
          "shift_still_iou",
          "flip_iou",
          "flip_still_iou",
          "overlap_segment",
          "overlap_iou",
          "overlap_same_share",
          "inside_segment",
          "inside_share",
          "against_images",
          "against_iou",
          "against_iou_low",
          "against_iou_high",
          "only_here",
          "only_against",
          "flags");

  private QualityFile() {}

  /** Returns the columns, in order. */
  public static List<String> columns() {
    return COLUMNS;
  }

  /** Replaces the file of a folder. */
  public static void write(Path folder, List<NameQuality> rows) throws IOException {
    CsvFile.write(
        folder.resolve(NAME),
        COLUMNS,
        printer -> {
          for (NameQuality row : rows) {
            printer.printRecord(fields(row));
          }
        });
  }

  private static List<Object> fields(NameQuality row) {
    List<Object> fields = new ArrayList<>();
    fields.add(row.segment());
    fields.add(row.found().images());
    fields.add(row.found().of());
    fields.add(row.found().share());
    numbers(
        fields,
        row.area().pixels(),
        row.area().median(),
        row.area().least(),
        row.area().most(),
        row.area().islands(),
        row.area().tiny());
    NameQuality.Stability tested = row.stability();
    fields.add(tested.images());
    numbers(fields, tested.shift(), tested.still(), tested.flip(), tested.flipStill());
    fields.add(row.overlap().segment());
    numbers(fields, row.overlap().iou(), row.overlap().same());
    fields.add(row.overlap().inside());
    numbers(fields, row.overlap().share());
    NameQuality.Against against = row.against();
    fields.add(against.images());
    numbers(fields, against.iou(), against.low(), against.high());
    fields.add(against.onlyHere());
    fields.add(against.onlyThere());
    fields.add(row.flags().stream().map(QualityFlag::code).collect(Collectors.joining(" ")));
    return fields;
  }

  private static void numbers(List<Object> fields, double... values) {
    Arrays.stream(values).mapToObj(CsvFile::text).forEach(fields::add);
  }

  /** Returns whether a folder has the file. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /**
   * Reads the file of a folder; no rows where it has none.
   *
   * @throws IOException in one line that names the line and column, where it is damaged
   */
  public static List<NameQuality> read(Path folder) throws IOException {
    List<NameQuality> rows = new ArrayList<>();
    if (isIn(folder)) {
      CsvFile.read(folder.resolve(NAME), COLUMNS, row -> rows.add(row(row)));
    }
    return rows;
  }

  private static NameQuality row(CsvRow row) throws IOException {
    return new NameQuality(
        row.text("segment"),
        new NameQuality.Found(row.integer("images"), row.integer("of_images")),
        new NameQuality.Area(
            row.number("median_pixels"),
            row.number("median_fraction"),
            row.number("min_fraction"),
            row.number("max_fraction"),
            row.number("median_islands"),
            row.number("median_tiny_islands")),
        new NameQuality.Stability(
            row.integer("tested_images"),
            row.number("shift_iou"),
            row.number("shift_still_iou"),
            row.number("flip_iou"),
            row.number("flip_still_iou")),
        new NameQuality.Overlap(
            row.text("overlap_segment"),
            row.number("overlap_iou"),
            row.number("overlap_same_share"),
            row.text("inside_segment"),
            row.number("inside_share")),
        new NameQuality.Against(
            row.integer("against_images"),
            row.number("against_iou"),
            row.number("against_iou_low"),
            row.number("against_iou_high"),
            row.integer("only_here"),
            row.integer("only_against")),
        row.field("flags", "a list of flags", QualityFile::flags));
  }

  private static List<QualityFlag> flags(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(QualityFlag::of).toList();
  }
}
