package org.segmentattribution.experiment.bar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;

/**
 * The accuracy of a classifier on a set of images: a line of {@code accuracy.csv}.
 *
 * @param model {@code biased} or {@code less-biased}
 * @param set {@code biased}: held out of the training images; {@code unbiased}: test images that
 *     were not mixed into a training
 * @param images number of images that no classifier has seen
 * @param correct number of these that are classified correctly
 */
record BarAccuracy(String model, String set, int images, int correct) {
  static final String FILE = "accuracy.csv";
  private static final List<String> COLUMNS =
      List.of("model", "set", "images", "correct", "accuracy", "low", "high");

  /** Returns the share of correct images, 0 to 1; NaN without images. */
  double share() {
    return (double) correct / images;
  }

  /** Returns the 95 % interval of the share. */
  Interval interval() {
    return WilsonInterval.of(correct, images);
  }

  static void write(Path file, List<BarAccuracy> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (BarAccuracy row : rows) {
            printer.printRecord(
                row.model,
                row.set,
                row.images,
                row.correct,
                CsvFile.text(row.share()),
                CsvFile.text(row.interval().low()),
                CsvFile.text(row.interval().high()));
          }
        });
  }

  static List<BarAccuracy> read(Path file) throws IOException {
    List<BarAccuracy> rows = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row ->
            rows.add(
                new BarAccuracy(
                    row.text("model"),
                    row.text("set"),
                    row.integer("images"),
                    row.integer("correct"))));
    return rows;
  }
}
