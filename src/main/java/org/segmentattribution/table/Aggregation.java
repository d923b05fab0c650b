package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.table.store.GroupedTables;

/**
 * Collects tables in memory, one image each, of one model and method; {@link GroupedTables} does it
 * for the rows of files, however many. Partial collections merge exactly; the result depends
 * neither on the order of images nor on how they were split, because sums are taken at the end, in
 * the order of image ids. Kept per image and name: attribution, rank and number of rows (three
 * doubles, a count and a map entry). Not safe for several threads at once.
 */
public final class Aggregation {
  private final TreeMap<String, ImageValues> images = new TreeMap<>(SegmentNames.BY_CODE_POINT);

  /** One image's rows, reduced to one value a name. */
  private record ImageValues(int rows, Map<String, Value> byName) {}

  /** Means over an image's rows of one name. */
  private record Value(double attribution, double signed, double rank, int rows) {}

  /**
   * Adds the table of one image.
   *
   * @throws IllegalArgumentException where this image was added before
   */
  public Aggregation add(SegmentAttributionTable table) {
    Map<String, List<SegmentAttribution>> byName = new LinkedHashMap<>();
    for (SegmentAttribution row : table.rows()) {
      byName.computeIfAbsent(row.segment(), name -> new ArrayList<>(1)).add(row);
    }
    Map<String, Value> values = new HashMap<>();
    byName.forEach((name, rows) -> values.put(name, mean(rows)));
    put(table.image().imageId(), new ImageValues(table.rows().size(), values));
    return this;
  }

  private static Value mean(List<SegmentAttribution> rows) {
    double attribution = 0;
    double signed = 0;
    double rank = 0;
    for (SegmentAttribution row : rows) {
      attribution += row.meanAttribution();
      signed += row.meanSigned();
      rank += row.rank();
    }
    return new Value(
        attribution / rows.size(), signed / rows.size(), rank / rows.size(), rows.size());
  }

  /**
   * Adds all that another aggregation holds.
   *
   * @throws IllegalArgumentException where both hold the same image
   */
  public Aggregation merge(Aggregation other) {
    other.images.forEach(this::put);
    return this;
  }

  private void put(String imageId, ImageValues values) {
    if (images.putIfAbsent(imageId, values) != null) {
      throw new IllegalArgumentException(
          "image '" + imageId + "' has two tables: aggregate one model and method at a time");
    }
  }

  /** Images whose table has no row. */
  public int emptyTables() {
    return (int) images.values().stream().filter(image -> image.rows() == 0).count();
  }

  /** Images by names, under absolute aggregation. */
  public SegmentMatrix matrix(AggregationOptions options) {
    TreeSet<String> names = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.addAll(options.vocabulary());
    List<String> ids = new ArrayList<>();
    images.forEach(
        (id, image) -> {
          names.addAll(image.byName().keySet());
          if (image.rows() > 0 || options.keepEmptyTables()) {
            ids.add(id);
          }
        });
    SegmentMatrix matrix =
        new SegmentMatrix(
            List.copyOf(names),
            List.copyOf(ids),
            new double[ids.size()][names.size()],
            new double[ids.size()][names.size()],
            new double[ids.size()][names.size()],
            new int[ids.size()][names.size()]);
    for (int i = 0; i < ids.size(); i++) {
      ImageValues image = images.get(ids.get(i));
      Value missing = new Value(0, 0, image.rows() + 1.0, 0);
      for (int k = 0; k < matrix.names().size(); k++) {
        Value value = image.byName().getOrDefault(matrix.names().get(k), missing);
        matrix.values()[i][k] = value.attribution();
        matrix.signed()[i][k] = value.signed();
        matrix.ranks()[i][k] = value.rank();
        matrix.detections()[i][k] = value.rows();
      }
    }
    return matrix;
  }

  /** The aggregates, by relative mean attribution. */
  public List<AggregateRow> rows(String method, String className, AggregationOptions options) {
    return matrix(options).aggregate(method, className, options);
  }
}
