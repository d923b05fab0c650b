package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.CsvFile;

/** {@code detections.csv} beside the masks of many images: how often each name was found. */
public final class MaskCounts {
  private static final String FILE = "detections.csv";

  private static final List<String> COLUMNS =
      List.of("segment", "images", "share", "mean_score", "mean_mask_fraction");

  private MaskCounts() {}

  /**
   * Counts for one name, also for names that were asked for and never found.
   *
   * @param images in which it was found
   * @param share of all images, 0 to 1
   * @param meanScore mean score in those images, 0 to 1; NaN where there is none
   * @param meanFraction mean share of the image that its mask covers, 0 to 1; NaN where there is
   *     none
   */
  public record Count(
      String segment, int images, double share, double meanScore, double meanFraction) {}

  /** Replaces the file. */
  public static void write(Path folder, List<Count> counts) throws IOException {
    CsvFile.write(
        folder.resolve(FILE),
        COLUMNS,
        printer -> {
          for (Count c : counts) {
            printer.printRecord(
                c.segment(),
                c.images(),
                CsvFile.text(c.share()),
                CsvFile.text(c.meanScore()),
                CsvFile.text(c.meanFraction()));
          }
        });
  }

  /**
   * Reads the file back.
   *
   * @throws IOException in one line that names the line and column, where it is damaged
   */
  public static List<Count> read(Path folder) throws IOException {
    List<Count> counts = new ArrayList<>();
    CsvFile.read(
        folder.resolve(FILE),
        COLUMNS,
        row ->
            counts.add(
                new Count(
                    row.text("segment"),
                    row.integer("images"),
                    row.number("share"),
                    row.number("mean_score"),
                    row.number("mean_mask_fraction"))));
    return counts;
  }

  /** Returns the normalised names in the file; none where there is no file. */
  static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    if (Files.isRegularFile(folder.resolve(FILE))) {
      CsvFile.read(
          folder.resolve(FILE),
          List.of("segment"),
          row -> names.add(SegmentNames.normalise(row.text("segment"))));
    }
    return names;
  }
}
