package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.segmentattribution.command.slices.SlicesRun;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.slice.Correction;
import org.segmentattribution.slice.SliceDraws;
import org.segmentattribution.slice.SliceKind;
import org.segmentattribution.slice.SliceSearch;
import org.segmentattribution.slice.SlicedImage;
import org.segmentattribution.slice.SlicedImages;
import org.segmentattribution.table.SkippedSegment;

/**
 * The slices of both runs of a round, as {@code sat slices} finds them.
 *
 * @param before what is said of the first run's slices
 * @param after what is said of the new run's
 * @param rows slices by the segment that was chosen, whatever their size
 */
record RoundSlices(List<String> before, List<String> after, List<Row> rows) {
  private static final int LEAST = 10;

  /**
   * A slice in both runs.
   *
   * @param className of its photographs
   * @param kind what they have in common
   * @param a in the first run; may have no photographs
   * @param b in the new run
   */
  record Row(String className, SliceKind kind, AccuracyChange.Right a, AccuracyChange.Right b) {}

  /**
   * Finds them; the runs get their files and pages.
   *
   * @param segment whose slices are listed
   */
  static RoundSlices of(Path first, Path second, String segment, long seed, Progress progress)
      throws IOException {
    SliceSearch search = new SliceSearch(LEAST, Correction.HOLM, SliceDraws.MANY, seed);
    List<String> before = new SlicesRun(first, "", search).write(progress::note);
    List<String> after = new SlicesRun(second, "", search).write(progress::note);
    return new RoundSlices(before, after, rows(read(first), read(second), segment));
  }

  private static List<SlicedImage> read(Path run) throws IOException {
    Path rows = run.resolve("sat.csv");
    List<String> methods = SlicedImages.methods(rows);
    return methods.isEmpty()
        ? List.of()
        : SlicedImages.read(
                rows,
                methods.get(0),
                SkippedSegment.read(run.resolve("skipped-segments.csv")),
                true)
            .images();
  }

  static List<Row> rows(List<SlicedImage> first, List<SlicedImage> second, String segment) {
    TreeSet<String> classes = new TreeSet<>();
    first.forEach(image -> classes.add(image.className()));
    List<Row> rows = new ArrayList<>();
    for (String name : classes) {
      for (SliceKind kind : SliceKind.values()) {
        AccuracyChange.Right a = right(first, name, kind, segment);
        AccuracyChange.Right b = right(second, name, kind, segment);
        if (a.of() + b.of() > 0) {
          rows.add(new Row(name, kind, a, b));
        }
      }
    }
    return rows;
  }

  private static AccuracyChange.Right right(
      List<SlicedImage> images, String className, SliceKind kind, String segment) {
    Predicate<SlicedImage> inside =
        image -> !image.unclear().contains(segment) && holds(image, kind, segment);
    List<SlicedImage> some =
        images.stream()
            .filter(image -> image.className().equals(className) && image.right() != null)
            .filter(inside)
            .toList();
    return new AccuracyChange.Right(
        (int) some.stream().filter(SlicedImage::right).count(), some.size());
  }

  private static boolean holds(SlicedImage image, SliceKind kind, String segment) {
    SlicedImage.Place place = image.places().get(segment);
    boolean compared = image.places().size() > 1;
    return switch (kind) {
      case PRESENT -> place != null;
      case ABSENT -> place == null;
      case FIRST -> compared && place != null && place.first();
      case NOT_FIRST -> compared && place != null && !place.first();
      case FOR -> place != null && place.sign() > 0;
      case AGAINST -> place != null && place.sign() < 0;
    };
  }
}
