package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.report.part.AccuracyChange;

/**
 * Which segments each image of a run has, and whether the classifier is right in it.
 *
 * @param images with a table, by id
 * @param without labels of the images without a segment, which have no table
 */
record SlicedRun(Map<String, Image> images, List<String> without) {
  private static final List<String> COLUMNS = List.of("image_id", "label", "predicted", "segment");

  /** An image of the run. */
  record Image(String label, boolean right, Set<String> segments) {}

  /**
   * Reads {@code sat.csv}.
   *
   * @param all images of the run
   */
  static SlicedRun read(Path run, List<ImageRecord> all) throws IOException {
    Map<String, Image> images = new LinkedHashMap<>();
    CsvFile.read(
        run.resolve("sat.csv"),
        COLUMNS,
        row -> {
          String label = row.text("label");
          boolean right = label.equals(row.text("predicted"));
          images
              .computeIfAbsent(row.text("image_id"), id -> new Image(label, right, new HashSet<>()))
              .segments
              .add(row.text("segment"));
        });
    return new SlicedRun(
        images,
        all.stream()
            .filter(image -> !images.containsKey(image.id()))
            .map(ImageRecord::label)
            .toList());
  }

  /** Returns the labels of the images. */
  Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    images.values().forEach(image -> labels.add(image.label));
    labels.addAll(without);
    labels.remove("");
    return labels;
  }

  /** Returns how many images of a class have a segment, and how many there are. */
  AccuracyChange.Right having(String segment, String label) {
    List<Image> all = images.values().stream().filter(i -> i.label.equals(label)).toList();
    int with = (int) all.stream().filter(i -> i.segments.contains(segment)).count();
    int others = (int) without.stream().filter(label::equals).count();
    return new AccuracyChange.Right(with, all.size() + others);
  }

  /** Returns how many images are right; of a class, and with or without a segment. */
  AccuracyChange.Right right(String label, String segment, boolean has) {
    return count(
        images.values().stream()
            .filter(i -> i.label.equals(label) && i.segments.contains(segment) == has)
            .toList());
  }

  /** Returns how many of the labelled images that lack a segment are right. */
  AccuracyChange.Right without(String segment) {
    return count(
        images.values().stream()
            .filter(i -> !i.label.isEmpty() && !i.segments.contains(segment))
            .toList());
  }

  /** Returns how many of all labelled images are right. */
  AccuracyChange.Right right() {
    return count(images.values().stream().filter(i -> !i.label.isEmpty()).toList());
  }

  private static AccuracyChange.Right count(List<Image> some) {
    return new AccuracyChange.Right((int) some.stream().filter(Image::right).count(), some.size());
  }
}
