package org.segmentattribution.slice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SkippedSegment;

/**
 * Reads what a run knows of its images: one for each table of one method.
 *
 * @param method of the tables
 * @param images in the order of the rows
 */
public record SlicedImages(String method, List<SlicedImage> images) {
  /** Copies the list. */
  public SlicedImages {
    images = List.copyOf(images);
  }

  /** Adds up the rows of one segment, which are several where masks of a name stay apart. */
  private static final class Rows {
    private double rank = Double.POSITIVE_INFINITY;
    private double sum;

    void add(SegmentAttribution row) {
      rank = Math.min(rank, row.rank());
      sum += row.scores().totalAttribution();
    }
  }

  /** An image whose rows are being read. */
  private record Open(SegmentAttribution first, Map<String, Rows> segments) {}

  /**
   * Returns the methods of a run, in the order of its rows.
   *
   * @param rows {@code sat.csv}
   */
  public static List<String> methods(Path rows) throws IOException {
    Set<String> methods = new LinkedHashSet<>();
    SatCsv.read(rows, row -> methods.add(row.method()));
    return List.copyOf(methods);
  }

  /**
   * Reads the tables of a method.
   *
   * @param rows {@code sat.csv}
   * @param method name of the method
   * @param skipped segments that were found and have no row
   * @param labelled whether rows say if the label was predicted, and mean the class that they are
   *     grouped by: not where an image has a table for each of several classes
   */
  public static SlicedImages read(
      Path rows, String method, List<SkippedSegment> skipped, boolean labelled) throws IOException {
    Map<String, Open> open = new LinkedHashMap<>();
    SatCsv.read(
        rows,
        row -> {
          if (row.method().equals(method)) {
            Open image =
                open.computeIfAbsent(
                    row.imageId() + '\0' + row.target(), key -> new Open(row, new HashMap<>()));
            // an image with no other row is one without segments
            if (!row.isElsewhere()) {
              image.segments.computeIfAbsent(row.segment(), name -> new Rows()).add(row);
            }
          }
        });
    Map<String, Set<String>> unclear = new HashMap<>();
    skipped.forEach(
        one -> unclear.computeIfAbsent(one.imageId(), id -> new HashSet<>()).add(one.segment()));
    List<SlicedImage> images = new ArrayList<>();
    for (Open one : open.values()) {
      images.add(image(one, unclear.getOrDefault(one.first().imageId(), Set.of()), labelled));
    }
    return new SlicedImages(method, images);
  }

  private static SlicedImage image(Open open, Set<String> unclear, boolean labelled) {
    double best =
        open.segments.values().stream().mapToDouble(rows -> rows.rank).min().orElse(Double.NaN);
    Map<String, SlicedImage.Place> places = new HashMap<>();
    open.segments.forEach(
        (name, rows) ->
            places.put(
                name, new SlicedImage.Place(rows.rank <= best, (int) Math.signum(rows.sum))));
    SegmentAttribution row = open.first;
    String className = row.reading().className() == null ? row.label() : row.reading().className();
    Set<String> gone = new HashSet<>(unclear);
    gone.removeAll(places.keySet());
    return new SlicedImage(
        row.image().path(),
        className,
        labelled ? row.reading().correct() : null,
        row.reading().explainedConfidence(),
        places,
        gone);
  }
}
