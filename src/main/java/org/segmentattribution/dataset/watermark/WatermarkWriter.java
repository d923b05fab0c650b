package org.segmentattribution.dataset.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.ImageSource;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.decode.PngFile;
import org.segmentattribution.dataset.decode.Reason;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.InnerPath;
import org.segmentattribution.file.ReplacedFile;

/**
 * Writes copies of a data set with watermarks on a share of the images. Marked images become PNG,
 * because JPEG would smear the watermark beyond its mask; the others are copied byte for byte.
 * Masks are in {@code masks/<image path without extension>/watermark.png}, where this folder is
 * empty for an image without a watermark; images in {@code images/}, where {@code labels.csv}
 * ({@code path,label,split}) keeps classes and splits that paths may not show.
 *
 * @param decoder reads the images
 * @param watermarker gives each its watermark
 * @param percent share of each class to mark, 0 to 100
 * @param classes to mark; empty = all
 */
public record WatermarkWriter(
    ImageDecoder decoder, Watermarker watermarker, double percent, List<String> classes) {
  private static final List<String> WATERMARKS =
      List.of("image", "text", "corner", "x", "y", "width", "height");
  private static final List<String> LABELS = List.of("path", "label", "split");

  /**
   * The numbers of written images, and the failures.
   *
   * @param marked images with a watermark
   * @param copied images without a watermark
   * @param failures images that could not be used
   */
  public record Result(int marked, int copied, List<Failure> failures) {}

  /**
   * Writes the folder.
   *
   * @param progress runs after every image
   */
  public Result write(ImageSource source, Path out, Runnable progress) throws IOException {
    Set<String> chosen = chosen(source.records());
    Set<String> names = new HashSet<>();
    List<List<?>> watermarks = new ArrayList<>();
    List<List<?>> labels = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (ImageRecord record : source.records()) {
      boolean marked = chosen.contains(record.id());
      String name = marked ? record.id() + ".png" : record.path();
      try {
        if (!names.add(name)) {
          throw new IOException("another image is written as " + name);
        }
        if (marked) {
          watermarks.add(mark(record, name, out));
        } else {
          copy(record, name, out);
        }
        labels.add(List.of(name, record.label(), record.split()));
      } catch (IOException | WrongInput e) {
        failures.add(new Failure(record.path(), marked ? "watermark" : "copy", Reason.of(e)));
      }
      progress.run();
    }
    table(out.resolve("watermarks.csv"), WATERMARKS, watermarks);
    table(out.resolve("images/labels.csv"), LABELS, labels);
    return new Result(watermarks.size(), labels.size() - watermarks.size(), failures);
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

  private List<?> mark(ImageRecord record, String name, Path out) throws IOException {
    RgbImage image = decoder.decode(record.file());
    Watermark mark = watermarker.place(record.id(), image.width(), image.height());
    PngFile.write(InnerPath.of(out.resolve("images"), name), mark.draw(image));
    PngFile.write(InnerPath.of(out.resolve("masks"), record.id() + "/watermark.png"), mark.mask());
    return List.of(
        name,
        mark.text(),
        mark.place().corner(),
        mark.place().x(),
        mark.place().y(),
        mark.place().width(),
        mark.place().height());
  }

  private static void copy(ImageRecord record, String name, Path out) throws IOException {
    Path target = InnerPath.of(out.resolve("images"), name);
    Files.createDirectories(target.getParent());
    ReplacedFile.write(target, temporary -> Files.copy(record.file(), temporary));
    // no file: it is known that there is none
    Files.createDirectories(InnerPath.of(out.resolve("masks"), record.id()));
  }

  private static void table(Path target, List<String> columns, List<List<?>> rows)
      throws IOException {
    Files.createDirectories(target.getParent());
    CsvFile.write(
        target,
        columns,
        csv -> {
          for (List<?> row : rows) {
            csv.printRecord(row);
          }
        });
  }
}
