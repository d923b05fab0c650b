package org.segmentattribution.rating;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/** {@code rating.csv} and {@code rating-images.csv}. */
public final class RatingCsv {
  /** Name of the file in a run directory with a row a candidate. */
  public static final String FILE = "rating.csv";

  /** Name of the file in a run directory with a row a candidate and image. */
  public static final String BY_IMAGE = "rating-images.csv";

  /** Name of the file in a run directory with a row a method and tested image. */
  public static final String BY_MAP = "rating-maps.csv";

  private static final List<String> COLUMNS =
      List.of(
          "method",
          "column",
          "images",
          "single_deletion",
          "lower",
          "upper",
          "confirmed",
          "srg_mean",
          "srg_linear",
          "randomisation",
          "forwards_per_image",
          "flag",
          "against",
          "per_pixel",
          "per_pixel_lower",
          "per_pixel_upper",
          "per_pixel_confirmed",
          "excess",
          "excess_lower",
          "excess_upper",
          "excess_confirmed",
          "excess_images");

  private static final List<String> IMAGE_COLUMNS =
      List.of(
          "image_id",
          "target",
          "method",
          "column",
          "against",
          "single_deletion",
          "per_pixel",
          "excess");

  private RatingCsv() {}

  /** Writes a row a candidate. */
  public static void write(Path file, List<RatingRow> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (RatingRow row : rows) {
            List<Object> fields = new ArrayList<>();
            RatingRow.Score effect = row.scores().get(Against.EFFECT);
            fields.add(row.candidate().method());
            fields.add(row.candidate().column());
            fields.add(effect.images());
            addScore(fields, effect);
            fields.add(CsvFile.text(row.checks().srgMean()));
            fields.add(CsvFile.text(row.checks().srgLinear()));
            fields.add(CsvFile.text(row.checks().randomisation()));
            fields.add(CsvFile.text(row.checks().forwards()));
            fields.add(row.flag());
            fields.add(against(row.candidate()));
            addScore(fields, row.scores().get(Against.PER_PIXEL));
            RatingRow.Score excess = row.scores().get(Against.EXCESS);
            addScore(fields, excess);
            fields.add(excess.images());
            printer.printRecord(fields);
          }
        });
  }

  private static void addScore(List<Object> fields, RatingRow.Score score) {
    fields.add(CsvFile.text(score.all().value()));
    fields.add(CsvFile.text(score.all().low()));
    fields.add(CsvFile.text(score.all().high()));
    fields.add(CsvFile.text(score.confirmed()));
  }

  private static String against(Candidate candidate) {
    return candidate.isAbsolute() ? "|effect|" : "effect";
  }

  /** Writes a row a candidate and image. */
  public static void writeImages(Path file, ScoreBook book) throws IOException {
    CsvFile.write(
        file,
        IMAGE_COLUMNS,
        printer -> {
          for (Candidate candidate : book.candidates()) {
            double[] effect = book.of(candidate, Against.EFFECT);
            double[] pixel = book.of(candidate, Against.PER_PIXEL);
            double[] excess = book.of(candidate, Against.EXCESS);
            for (int i = 0; i < effect.length; i++) {
              ImageEffects image = book.images().get(i);
              printer.printRecord(
                  image.imageId(),
                  image.target(),
                  candidate.method(),
                  candidate.column(),
                  against(candidate),
                  CsvFile.text(effect[i]),
                  CsvFile.text(pixel[i]),
                  CsvFile.text(excess[i]));
            }
          }
        });
  }
}
