package org.segmentattribution.table.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.table.importance.WholeTables;

/**
 * Reads the cells of one group of {@link GroupedTables} as a matrix.
 *
 * @param store the database
 * @param cells its table with a row for each table and name
 * @param nameColumns columns of it that form names, the first of which is constant
 * @param names number of the others
 */
record CellMatrix(TableStore store, String cells, String nameColumns, int names) {
  /**
   * Returns a matrix of images by names.
   *
   * @param value value of a cell, in SQL
   * @param absent value of a table without the name, in SQL
   * @param kind condition on the names, in SQL
   * @param also names to list even where they do not occur
   */
  NameMatrix matrix(
      List<String> group, String value, String absent, String kind, List<String> also) {
    String is = is(group);
    Map<Long, Integer> images = new HashMap<>();
    List<String> ids = new ArrayList<>();
    List<Double> missing = new ArrayList<>();
    List<Boolean> singles = new ArrayList<>();
    query(
        "SELECT image_no, any_value(image_id), avg(missing), bool_and(alone) FROM (SELECT DISTINCT table_no, %s AS missing, table_rows = 1 AS alone"
                .formatted(absent)
            + " FROM %s WHERE %s) JOIN tables USING (table_no) GROUP BY image_no ORDER BY image_no"
                .formatted(cells, is),
        row -> {
          images.put(row.getLong(1), images.size());
          ids.add(row.getString(2));
          missing.add(QueryRow.from(row, 3).number());
          singles.add(row.getBoolean(4));
        });
    Map<List<String>, Integer> found = new LinkedHashMap<>();
    List<double[]> columns = new ArrayList<>();
    query(
        "SELECT image_no, avg(%s), %s FROM %s WHERE %s AND %s GROUP BY image_no, %s ORDER BY %s, image_no"
            .formatted(value, nameColumns, cells, is, kind, nameColumns, nameColumns),
        row -> {
          List<String> name = QueryRow.from(row, 4).texts(names);
          int column = found.computeIfAbsent(name, n -> found.size());
          if (column == columns.size()) {
            columns.add(nothing(images.size()));
          }
          columns.get(column)[images.get(row.getLong(1))] = QueryRow.from(row, 2).number();
        });
    for (String name : also) {
      if (found.putIfAbsent(List.of(name), found.size()) == null) {
        columns.add(nothing(images.size()));
      }
    }
    return NameMatrix.of(
        List.copyOf(found.keySet()),
        List.copyOf(ids),
        columns,
        missing.stream().mapToDouble(Double::doubleValue).toArray(),
        List.copyOf(singles));
  }

  /** Returns attributions and ranks of all tables of a group, in the order of images. */
  WholeTables whole(List<String> group, String kind, List<String> also) {
    Map<Long, Integer> tables = new HashMap<>();
    List<String> classes = new ArrayList<>();
    Map<Long, Integer> images = new HashMap<>();
    List<Integer> ofTables = new ArrayList<>();
    query(
        "SELECT table_no, of_class, image_no FROM tables JOIN (SELECT DISTINCT table_no FROM %s WHERE %s) USING (table_no) ORDER BY table_no"
            .formatted(cells, is(group)),
        row -> {
          tables.put(row.getLong(1), tables.size());
          classes.add(row.getString(2));
          ofTables.add(images.computeIfAbsent(row.getLong(3), image -> images.size()));
        });
    List<String> listed = new ArrayList<>();
    String name = names == 1 ? "n0" : "''";
    query(
        "SELECT DISTINCT %s AS name FROM %s WHERE %s AND %s ORDER BY name"
            .formatted(name, cells, is(group), kind),
        row -> listed.add(row.getString(1)));
    also.stream().filter(n -> !listed.contains(n)).forEach(listed::add);
    Map<String, Integer> places = new HashMap<>();
    listed.forEach(n -> places.put(n, places.size()));
    double[][] attributions = new double[tables.size()][];
    double[][] ranks = new double[tables.size()][];
    Arrays.setAll(attributions, i -> nothing(listed.size()));
    Arrays.setAll(ranks, i -> nothing(listed.size()));
    query(
        "SELECT table_no, %s, attribution, rank FROM %s WHERE %s AND %s"
            .formatted(name, cells, is(group), kind),
        row -> {
          int table = tables.get(row.getLong(1));
          int place = places.get(row.getString(2));
          attributions[table][place] = QueryRow.from(row, 3).number();
          ranks[table][place] = QueryRow.from(row, 4).number();
        });
    return new WholeTables(
        List.copyOf(listed),
        List.copyOf(classes),
        ofTables.stream().mapToInt(Integer::intValue).toArray(),
        attributions,
        ranks);
  }

  private static String is(List<String> group) {
    StringBuilder is = new StringBuilder("everything = ''");
    for (int i = 0; i < group.size(); i++) {
      is.append(" AND g%d = %s".formatted(i, Sql.literal(group.get(i))));
    }
    return is.toString();
  }

  private static double[] nothing(int count) {
    double[] nothing = new double[count];
    Arrays.fill(nothing, Double.NaN);
    return nothing;
  }

  private void query(String sql, StoreDatabase.RowReader reader) {
    try {
      store.query(sql, reader);
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
  }
}
