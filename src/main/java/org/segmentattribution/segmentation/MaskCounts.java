package org.segmentattribution.segmentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.segmentattribution.image.ReplacedFile;
import org.segmentattribution.image.SegmentNames;

/** {@code detections.csv} above the masks of many images: how often each name was found. */
public final class MaskCounts {
  private static final String FILE = "detections.csv";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private MaskCounts() {}

  /**
   * One name; also those that were asked for and never found.
   *
   * @param images in which it was found
   * @param share of all images, 0 to 1
   * @param meanScore of those, 0 to 1; NaN where there is none
   * @param meanFraction of the image that its mask covers, 0 to 1; NaN where there is none
   */
  public record Count(
      String segment, int images, double share, double meanScore, double meanFraction) {}

  /** Replaces the file. */
  public static void write(Path folder, List<Count> counts) throws IOException {
    ReplacedFile.write(
        folder.resolve(FILE),
        part -> {
          try (Writer out = Files.newBufferedWriter(part);
              CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord("segment", "images", "share", "mean_score", "mean_mask_fraction");
            for (Count c : counts) {
              printer.printRecord(
                  c.segment(), c.images(), c.share(), text(c.meanScore()), text(c.meanFraction()));
            }
          }
        });
  }

  private static String text(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }

  /** The names in the file, normalised; none where there is no file. */
  static Set<String> names(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Set<String> names = new TreeSet<>();
    if (Files.isRegularFile(file)) {
      try (BufferedReader in = Files.newBufferedReader(file);
          CSVParser parser = CSVParser.builder().setReader(in).setFormat(FORMAT).get()) {
        List<CSVRecord> rows = new ArrayList<>(parser.getRecords());
        rows.stream().skip(1).forEach(row -> names.add(SegmentNames.normalise(row.get(0))));
      }
    }
    return names;
  }
}
