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
import org.segmentattribution.table.importance.Importance;
import org.segmentattribution.table.importance.WholeTables;
import org.segmentattribution.table.store.GroupedTables;

/**
 * Collects tables in memory, one for each image, of one model and method; {@link GroupedTables}
 * does this for any number of rows in files. Parts can be merged exactly: the result depends
 * neither on the order of images nor on how they were divided, because sums are computed at the
 * end, in the order of image ids. Memory for each image and name: attribution, rank and number of
 * rows (three doubles, a count and a map entry). Not safe for several threads.
 */
public final class Aggregation {
  private final TreeMap<String, ImageValues> images = new TreeMap<>(SegmentNames.BY_CODE_POINT);

  /**
   * The rows of one image, reduced to one value for each name.
   *
   * @param rows of named segments
   * @param outside what lies outside all of them; null where there is no such row
   * @param className what the table is grouped by
   */
  private record ImageValues(
      int rows, Map<String, Value> byName, Value outside, String className) {}

  /** Means over an image's rows with one name. */
  private record Value(double attribution, double signed, double rank, int rows) {}

  /**
   * Adds the table of one image.
   *
   * @throws IllegalArgumentException where this image was added before
   */
  public Aggregation add(SegmentAttributionTable table) {
    Map<String, List<SegmentAttribution>> byName = new LinkedHashMap<>();
    List<SegmentAttribution> named =
        table.rows().stream().filter(row -> !row.isElsewhere()).toList();
    List<SegmentAttribution> outside =
        table.rows().stream().filter(SegmentAttribution::isElsewhere).toList();
    for (SegmentAttribution row : named) {
      byName.computeIfAbsent(row.segment(), name -> new ArrayList<>(1)).add(row);
    }
    Map<String, Value> values = new HashMap<>();
    byName.forEach((name, rows) -> values.put(name, mean(rows)));
    put(
        table.image().imageId(),
        new ImageValues(
            named.size(),
            values,
            outside.isEmpty() ? null : mean(outside),
            table.image().reading().className()));
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
   * Adds everything that another aggregation holds.
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

  /** Returns the number of images whose table has no row. */
  public int emptyTables() {
    return (int) images.values().stream().filter(image -> image.rows() == 0).count();
  }

  /** Returns a matrix of images by names of segments, with absolute aggregation. */
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

  /**
   * Returns an aggregate of whole tables by segment, names in code point order.
   *
   * @param relative whether only the tables with a segment count for it
   */
  public Map<String, Double> importance(
      Importance of, AggregationOptions options, boolean relative) {
    SegmentMatrix matrix = matrix(options);
    List<String> classes =
        matrix.imageIds().stream().map(id -> images.get(id).className()).toList();
    boolean[] ranking = matrix.ranking(options);
    int names = matrix.names().size();
    double[][] attributions = new double[classes.size()][names];
    double[][] ranks = new double[classes.size()][names];
    for (int i = 0; i < classes.size(); i++) {
      for (int k = 0; k < names; k++) {
        boolean found = matrix.detections()[i][k] > 0;
        attributions[i][k] = found ? matrix.values()[i][k] : Double.NaN;
        ranks[i][k] = found && ranking[i] ? matrix.ranks()[i][k] : Double.NaN;
      }
    }
    return of.byName(new WholeTables(matrix.names(), classes, attributions, ranks), relative);
  }

  /**
   * Returns the aggregates, by relative mean attribution; what lies outside every segment after all
   * of them, without ranks.
   */
  public List<AggregateRow> rows(String method, String className, AggregationOptions options) {
    SegmentMatrix matrix = matrix(options);
    List<AggregateRow> rows = new ArrayList<>(matrix.aggregate(method, className, options));
    int seen = 0;
    int positive = 0;
    int negative = 0;
    double attribution = 0;
    for (String id : matrix.imageIds()) {
      ImageValues image = images.get(id);
      if (image.rows() > 0 && image.outside() != null) {
        seen++;
        attribution += image.outside().attribution();
        positive += image.outside().signed() > 0 ? 1 : 0;
        negative += image.outside().signed() < 0 ? 1 : 0;
      }
    }
    if (seen > 0) {
      int tables = matrix.imageIds().size();
      rows.add(
          new AggregateRow(
              method,
              className,
              SegmentNames.ELSEWHERE,
              new AggregateRow.Counts(seen, 0, tables, matrix.singles(options)),
              new AggregateRow.Attribution(attribution / seen, attribution / tables),
              AggregateRow.Rank.NONE,
              new Signs(positive, negative, seen)));
    }
    return rows;
  }
}
