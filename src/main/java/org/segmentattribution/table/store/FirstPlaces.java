package org.segmentattribution.table.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.NormalInterval;
import org.segmentattribution.table.Signs;

/**
 * What comes first in the tables of a group, and on which side of the explained class each
 * segment's share of a table lies.
 *
 * @param tables number of tables
 * @param compared those of two segments or more: in the others nothing can be first
 * @param signs how many of {@code compared} have a first segment that speaks for the class or
 *     against it; where several share the first place, all of them
 * @param segments by name
 */
public record FirstPlaces(int tables, int compared, Signs signs, Map<String, OfSegment> segments) {
  /**
   * A segment. A share is its mean attribution over the table's sum; a table whose sum is 0 has
   * none.
   *
   * @param firsts tables of two segments or more in which it has the smallest rank
   * @param alone those of them in which no other has the same rank
   * @param forClass mean of the share where its sign is positive, and 0 elsewhere
   * @param againstClass the same where it is negative
   * @param balance mean of the share with its sign
   */
  public record OfSegment(
      int firsts, int alone, double forClass, double againstClass, Estimate balance) {}

  private static final String CELLS =
      """
      WITH cell AS MATERIALIZED (SELECT %s AS c, n0 AS name, table_no, image_no, table_rows, side,
          coalesce(rank <= best, false) AS top, attribution_share AS share
        FROM %s WHERE g0 = %s AND NOT is_elsewhere),
      places AS MATERIALIZED (SELECT table_no, count(*) AS tied, min(side) AS low,
          max(side) AS high FROM cell WHERE top GROUP BY table_no)
      """;

  private static final String TABLES =
      """
      SELECT c, count(*), count(*) FILTER (table_rows > 1), count(*) FILTER (low > 0),
        count(*) FILTER (high < 0)
      FROM (SELECT DISTINCT c, table_no, table_rows FROM cell) LEFT JOIN places USING (table_no)
      GROUP BY c""";

  private static final String SEGMENTS =
      """
      SELECT c, name, count(*) FILTER (top), count(*) FILTER (top AND tied = 1),
        avg(CASE WHEN side > 0 THEN share WHEN share IS NOT NULL THEN 0 END),
        avg(CASE WHEN side < 0 THEN share WHEN share IS NOT NULL THEN 0 END),
        avg(share * side), stddev_samp(share * side), count(share)
      FROM cell LEFT JOIN places USING (table_no) GROUP BY c, name""";

  private static final String BALANCES =
      """
      SELECT c, image_no, name, avg(share * side) FROM cell
      WHERE c IN (SELECT c FROM cell GROUP BY c HAVING count(DISTINCT table_no) <= %d)
      GROUP BY c, image_no, name ORDER BY c, image_no, name""";

  /** Counts them, group by group; the keys are classes, or empty where all are together. */
  static Map<String, FirstPlaces> of(
      TableStore store, String cells, boolean byClass, String method, Bootstrap bootstrap) {
    String with = CELLS.formatted(byClass ? "g1" : "''", cells, Sql.literal(method));
    Map<String, FirstPlaces> groups = new LinkedHashMap<>();
    try {
      store.query(
          with + TABLES,
          row ->
              groups.put(
                  row.getString(1),
                  new FirstPlaces(
                      row.getInt(2),
                      row.getInt(3),
                      new Signs(row.getLong(4), row.getLong(5), row.getLong(3)),
                      new HashMap<>())));
      Map<List<String>, Map<String, Interval>> intervals =
          GroupIntervals.of(store, with + BALANCES.formatted(MeanIntervals.MANY), 1, bootstrap);
      store.query(
          with + SEGMENTS,
          row -> {
            QueryRow read = QueryRow.from(row, 1);
            List<String> key = read.texts(2);
            int firsts = (int) read.count();
            int alone = (int) read.count();
            double forClass = read.number();
            double againstClass = read.number();
            double balance = read.number();
            double deviation = read.number();
            long cases = read.count();
            Map<String, Interval> own = intervals.get(key.subList(0, 1));
            Interval interval =
                own == null
                    ? NormalInterval.of(balance, deviation, cases)
                    : own.getOrDefault(key.get(1), Interval.NONE);
            groups
                .get(key.get(0))
                .segments
                .put(
                    key.get(1),
                    new OfSegment(
                        firsts, alone, forClass, againstClass, new Estimate(balance, interval)));
          });
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    return groups;
  }
}
