package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/**
 * A segment that was found but has no row: a line of {@code skipped-segments.csv}.
 *
 * @param imageId id of the image
 * @param segment name
 * @param reason {@code empty}, {@code vanished} or {@code outside}
 */
public record SkippedSegment(String imageId, String segment, String reason) {
  private static final List<String> COLUMNS = List.of("image_id", "segment", "reason");

  public static void write(Path file, List<SkippedSegment> skipped) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (SkippedSegment segment : skipped) {
            printer.printRecord(segment.imageId, segment.segment, segment.reason);
          }
        });
  }

  /** Returns the lines of the file. */
  public static List<SkippedSegment> read(Path file) throws IOException {
    List<SkippedSegment> skipped = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row ->
            skipped.add(
                new SkippedSegment(row.text("image_id"), row.text("segment"), row.text("reason"))));
    return skipped;
  }
}
