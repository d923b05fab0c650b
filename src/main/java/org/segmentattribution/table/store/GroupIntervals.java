package org.segmentattribution.table.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;

/** Reads the values of many groups with one question, and computes intervals group by group. */
final class GroupIntervals {
  private final Bootstrap bootstrap;
  private final Map<List<String>, Map<String, Interval>> intervals = new HashMap<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final List<Map<Integer, Double>> images = new ArrayList<>();
  private List<String> group;
  private long image;

  private GroupIntervals(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  private static final String RANKS =
      """
      SELECT {0}, image_no, n0, avg(rank) FROM {1}
      JOIN (SELECT {0} FROM {1} GROUP BY {0} HAVING count(DISTINCT table_no) <= {2}) USING ({0})
      WHERE NOT is_elsewhere
      GROUP BY {0}, image_no, n0 ORDER BY {0}, image_no""";

  /**
   * Returns the intervals of the mean ranks of groups with at most {@link MeanIntervals#MANY}
   * tables.
   *
   * @param cells the table of {@link GroupedTables} with a row for each table and name
   * @param group its columns that tell groups apart, the first of which is constant
   */
  static Map<List<String>, Map<String, Interval>> ofRanks(
      TableStore store, String cells, String group, Bootstrap bootstrap) {
    String sql =
        RANKS
            .replace("{0}", group)
            .replace("{1}", cells)
            .replace("{2}", Integer.toString(MeanIntervals.MANY));
    Map<List<String>, Map<String, Interval>> ranks = new HashMap<>();
    try {
      of(store, sql, group.split(",").length, bootstrap)
          .forEach((of, names) -> ranks.put(of.subList(1, of.size()), names));
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    return ranks;
  }

  /**
   * Returns the bootstrap interval over images of the mean of each name, by group and name.
   *
   * @param sql gives the values of the group, the number of the image, the name and its value,
   *     sorted by group and image; images without a value count as drawn, too
   * @param columns number of columns that the group has
   */
  static Map<List<String>, Map<String, Interval>> of(
      TableStore store, String sql, int columns, Bootstrap bootstrap) throws SQLException {
    GroupIntervals of = new GroupIntervals(bootstrap);
    store.query(
        sql,
        row -> {
          QueryRow read = QueryRow.from(row, 1);
          List<String> next = read.texts(columns);
          of.add(next, read.count(), read.texts(1).get(0), read.number());
        });
    of.end();
    return of.intervals;
  }

  private void add(List<String> next, long number, String name, double value) {
    if (!next.equals(group)) {
      end();
      group = next;
    }
    if (images.isEmpty() || number != image) {
      images.add(new HashMap<>());
      image = number;
    }
    int column = names.computeIfAbsent(name, n -> names.size());
    images.get(images.size() - 1).put(column, value);
  }

  private void end() {
    if (group != null) {
      double[][] rows = new double[images.size()][names.size()];
      for (int i = 0; i < rows.length; i++) {
        Arrays.fill(rows[i], Double.NaN);
        for (Map.Entry<Integer, Double> cell : images.get(i).entrySet()) {
          rows[i][cell.getKey()] = cell.getValue();
        }
      }
      Interval[] all = bootstrap.means(rows);
      Map<String, Interval> of = new HashMap<>();
      names.forEach((name, column) -> of.put(name, all[column]));
      intervals.put(group, of);
    }
    names.clear();
    images.clear();
  }
}
