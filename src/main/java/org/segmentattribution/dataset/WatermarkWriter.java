package org.segmentattribution.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.segmentattribution.image.RgbImage;

/**
 * Writes copies of a data set of which a share carries watermarks. Marked images become PNG, since
 * JPEG would smear the watermark over its mask; the others are copied byte for byte. Masks stand in
 * {@code masks/<image path without extension>/watermark.png}, the images in {@code images/}.
 *
 * @param decoder reads the images
 * @param watermarker gives each its watermark
 * @param percent share of each class to mark, 0 to 100
 * @param classes to mark; empty = all
 */
public record WatermarkWriter(
    ImageDecoder decoder, Watermarker watermarker, double percent, List<String> classes) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("image", "text", "corner", "x", "y", "width", "height")
          .setRecordSeparator('\n')
          .get();

  /**
   * What was written.
   *
   * @param marked images with a watermark
   * @param copied images without
   * @param failures images that were left out
   */
  public record Result(int marked, int copied, List<Failure> failures) {}

  /**
   * Writes the folder.
   *
   * @param progress called after every image
   */
  public Result write(ImageSource source, Path out, Runnable progress) throws IOException {
    Set<String> chosen = chosen(source.records());
    List<Failure> failures = new ArrayList<>();
    int copied = 0;
    Files.createDirectories(out);
    Path table = out.resolve("watermarks.csv");
    Path temporary = out.resolve("watermarks.csv.tmp");
    int marked = 0;
    try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(temporary), FORMAT)) {
      for (ImageRecord record : source.records()) {
        try {
          if (chosen.contains(record.id())) {
            mark(record, out, csv);
            marked++;
          } else {
            copy(record, out);
            copied++;
          }
        } catch (IOException | IllegalArgumentException e) {
          failures.add(new Failure(record.path(), "watermark", e.getMessage()));
        }
        progress.run();
      }
    }
    Files.move(temporary, table, StandardCopyOption.REPLACE_EXISTING);
    return new Result(marked, copied, failures);
  }

  private Set<String> chosen(List<ImageRecord> records) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (ImageRecord record : records) {
      if (classes.isEmpty() || classes.contains(record.label())) {
        groups
            .computeIfAbsent(record.split() + '\0' + record.label(), g -> new ArrayList<>())
            .add(record.id());
      }
    }
    Set<String> chosen = new HashSet<>();
    groups
        .values()
        .forEach(g -> chosen.addAll(PrevalenceSubset.of(g, percent, watermarker.seed())));
    return chosen;
  }

  private void mark(ImageRecord record, Path out, CSVPrinter csv) throws IOException {
    RgbImage image = decoder.decode(record.file());
    Watermark mark = watermarker.place(record.id(), image.width(), image.height());
    String name = record.id() + ".png";
    PngFile.write(within(out.resolve("images"), name), mark.draw(image));
    PngFile.write(within(out.resolve("masks"), record.id() + "/watermark.png"), mark.mask());
    csv.printRecord(
        name, mark.text(), mark.corner(), mark.x(), mark.y(), mark.width(), mark.height());
  }

  private static void copy(ImageRecord record, Path out) throws IOException {
    Path target = within(out.resolve("images"), record.path());
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Files.copy(record.file(), temporary, StandardCopyOption.REPLACE_EXISTING);
    Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A CSV may list files anywhere, but nothing is written outside the folder. */
  private static Path within(Path folder, String path) throws IOException {
    Path target = folder.resolve(path).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new IOException("its path leads out of the folder that is written");
    }
    return target;
  }
}
