package org.segmentattribution.table.tile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table for each pair of methods that is looked at, with one row a photograph. Only the last few
 * are kept.
 */
final class ShownTables {
  private static final int MOST = 6;

  private static final String READING =
      ", #_predicted VARCHAR, #_correct BOOLEAN, #_confidence DOUBLE, #_target VARCHAR, #_first"
          + " VARCHAR, #_signed DOUBLE, #_share DOUBLE, #_segments INTEGER";

  private static final String CREATE =
      ("CREATE TABLE %s (no INTEGER, image_id VARCHAR, name VARCHAR, label VARCHAR" + READING)
              .replace('#', 'a')
          + READING.replace('#', 'b')
          + ")";

  private static final String COLUMNS =
      "#.predicted, #.correct, #.confidence, #.target, #.first, #.signed, #.share, #.segments";

  private static final String ONE =
      ("INSERT INTO %s BY POSITION SELECT photo.no, a.image_id, a.image, a.label, " + COLUMNS)
              .replace('#', 'a')
          + ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
          + " FROM photo JOIN tile a USING (photo_key)"
          + " WHERE a.run = ? AND a.method = ? ORDER BY photo.no";

  private static final String TWO =
      ("INSERT INTO %s BY POSITION SELECT photo.no, a.image_id, a.image, a.label, " + COLUMNS)
              .replace('#', 'a')
          + ", "
          + COLUMNS.replace('#', 'b')
          + " FROM photo JOIN tile a USING (photo_key) JOIN tile b USING (photo_key)"
          + " WHERE a.run = ? AND a.method = ? AND b.run = ? AND b.method = ? ORDER BY photo.no";

  private final BoundQuery query;
  private final List<ShownRun> runs;
  private final Map<TileQuestion.Methods, String> tables = new LinkedHashMap<>(16, 0.75f, true);

  ShownTables(BoundQuery query, List<ShownRun> runs) {
    this.query = query;
    this.runs = runs;
  }

  /** Returns the name of the table with these methods, made now or before. */
  synchronized String of(TileQuestion.Methods methods) {
    String known = tables.get(methods);
    if (known != null) {
      return known;
    }
    if (tables.size() == MOST) {
      Map.Entry<TileQuestion.Methods, String> oldest = tables.entrySet().iterator().next();
      query.run("DROP TABLE " + oldest.getValue(), List.of());
      tables.remove(oldest.getKey());
    }
    String name = "shown_" + methods.a() + (runs.size() == 1 ? "" : "_" + methods.b());
    List<Object> values = new ArrayList<>(names(runs.get(0), methods.a()));
    if (runs.size() > 1) {
      values.addAll(names(runs.get(1), methods.b()));
    }
    query.run(CREATE.formatted(name), List.of());
    query.run((runs.size() == 1 ? ONE : TWO).formatted(name), values);
    tables.put(methods, name);
    return name;
  }

  private static List<String> names(ShownRun run, int method) {
    return List.of(run.name(), run.methods().get(method));
  }

  /** The columns that {@link #tile} reads. */
  static String columns() {
    String reading =
        ", #_predicted, #_correct, #_confidence, #_target, #_first, #_signed, #_share, #_segments";
    return "no, name, label" + reading.replace('#', 'a') + reading.replace('#', 'b');
  }

  /** Reads a photograph. */
  static Tile tile(ResultSet row) throws SQLException {
    return new Tile(
        row.getInt(1), row.getString(2), text(row, 3), reading(row, 4), reading(row, 12));
  }

  private static Tile.Reading reading(ResultSet row, int from) throws SQLException {
    String first = row.getString(from + 4);
    if (first == null) {
      return null;
    }
    boolean correct = row.getBoolean(from + 1);
    Boolean known = row.wasNull() ? null : correct;
    return new Tile.Reading(
        row.getString(from),
        known,
        BoundQuery.number(row, from + 2),
        row.getString(from + 3),
        new Tile.First(
            first,
            row.getDouble(from + 5),
            BoundQuery.number(row, from + 6),
            row.getInt(from + 7)));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }
}
