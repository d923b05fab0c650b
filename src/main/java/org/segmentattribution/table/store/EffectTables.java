package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.database.Sql;

/**
 * The effects of finished runs ({@code effects.csv}) in a locked DuckDB database: filtered, and
 * reduced to one value for each group and image. Several fills, segments or targets of an image
 * count as their mean.
 */
public final class EffectTables implements AutoCloseable {
  /** Columns with one value for all rows of an image and target. */
  private static final List<String> OF_IMAGES =
      List.of("run", "image_id", "class", "target", "predicted", "logit", "margin");

  /** Columns with one value for all rows of a segment in an image under one fill. */
  private static final List<String> OF_SEGMENTS = List.of("segment", "fill", "left_out");

  /** Columns of {@code effects.csv} and their types. */
  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    for (String name : List.of("image_id", "class", "target", "segment", "fill")) {
      TYPES.put(name, "VARCHAR");
    }
    TYPES.put("placebo", "INTEGER");
    TYPES.put("overlap", "DOUBLE");
    TYPES.put("mask_size", "INTEGER");
    for (String name : List.of("logit", "logit_removed", "effect")) {
      TYPES.put(name, "DOUBLE");
    }
    TYPES.put("predicted_removed", "VARCHAR");
    TYPES.put("predicted", "VARCHAR");
    for (String name : List.of("margin", "margin_removed", "left_out", "on_segments")) {
      TYPES.put(name, "DOUBLE");
    }
  }

  /** The segment itself; the others are its placebos. */
  private static final String ITSELF = "FILTER (placebo = 0)";

  private final StoreDatabase database;
  private final List<String> by;
  private final String groups;

  private EffectTables(StoreDatabase database, List<String> by) {
    this.database = database;
    this.by = by;
    StringBuilder names = new StringBuilder("everything");
    for (int i = 0; i < by.size(); i++) {
      names.append(", g").append(i);
    }
    groups = names.toString();
  }

  /** A run as the user named it, and its {@code effects.csv}. */
  public record Source(String run, Path file) {}

  /**
   * The values of a group of images.
   *
   * @param group one text for each column of {@link EffectTables#columns}
   * @param rows number of fillings
   * @param values [values][images]; NaN where an image has no value
   */
  public record Group(List<String> group, long rows, double[][] values) {}

  /** Returns the names of all columns. */
  public static List<String> names() {
    return Stream.concat(Stream.of("run"), TYPES.keySet().stream()).toList();
  }

  /**
   * Loads effects, filters them and reduces them by columns.
   *
   * @param by columns that form groups, in any order
   * @param where a condition in SQL on the columns; empty = all rows
   * @throws WrongInput where a column does not exist, the condition cannot be understood, or no row
   *     fulfils it
   * @throws IOException in one line that names the file
   */
  public static EffectTables open(List<Source> sources, List<String> by, String where)
      throws IOException {
    requireKnown(by);
    Set<Path> files = new HashSet<>();
    for (Source source : sources) {
      files.add(source.file().toRealPath());
    }
    StoreDatabase database;
    try {
      database = StoreDatabase.open(files);
    } catch (SQLException e) {
      throw new IOException(Sql.line(e), e);
    }
    try {
      EffectTables tables =
          new EffectTables(database, Stream.concat(ofImages(by), others(by)).toList());
      tables.load(sources);
      tables.reduce(where);
      return tables;
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Stream<String> ofImages(List<String> by) {
    return by.stream().filter(EffectTables::isOfImages);
  }

  /** Returns whether a column has one value for all rows of an image and target. */
  public static boolean isOfImages(String column) {
    return OF_IMAGES.contains(column);
  }

  private static Stream<String> others(List<String> by) {
    return by.stream().filter(column -> !isOfImages(column));
  }

  private static void requireKnown(List<String> by) {
    Set<String> seen = new HashSet<>();
    for (String column : by) {
      if (!names().contains(column)) {
        throw new WrongInput(
            "no column '%s' of effects; there are: %s%s"
                .formatted(column, String.join(", ", names()), Spelling.hint(column, names())));
      }
      if (!seen.add(column)) {
        throw new WrongInput("column '" + column + "' is named twice");
      }
    }
  }

  /**
   * Returns a column that rows of a segment and of its placebos differ in, so that nothing can be
   * compared within its groups; empty where there is none.
   */
  public static Optional<String> parting(List<String> by) {
    return others(by).filter(column -> !OF_SEGMENTS.contains(column)).findFirst();
  }

  private void load(List<Source> sources) throws IOException {
    String typed =
        TYPES.entrySet().stream()
            .map(column -> ", \"" + column.getKey() + "\" " + column.getValue())
            .collect(Collectors.joining());
    String fields =
        TYPES.entrySet().stream()
            .map(column -> CsvFields.parsed(column.getKey(), column.getValue()))
            .collect(Collectors.joining(", "));
    Path file = null;
    try {
      database.execute("CREATE TABLE effects (run VARCHAR" + typed + ")");
      for (Source source : sources) {
        file = source.file();
        List<String> header = CsvFields.header(file);
        for (String name : TYPES.keySet()) {
          if (!header.contains(name)) {
            throw new IOException("%s, line 1: no column '%s'".formatted(file, name));
          }
        }
        String table = CsvFields.table(Sql.pattern(file.toRealPath()), header);
        database.execute(
            "INSERT INTO effects BY NAME SELECT %s AS run, %s FROM %s"
                .formatted(Sql.literal(source.run()), fields, table));
      }
      database.lock();
    } catch (SQLException e) {
      throw new IOException((file == null ? "" : file + ": ") + Sql.line(e), e);
    }
  }

  private void reduce(String where) {
    StringBuilder texts = new StringBuilder("'' AS everything");
    for (int i = 0; i < by.size(); i++) {
      texts.append(", coalesce(CAST(\"%s\" AS VARCHAR), '') AS g%d".formatted(by.get(i), i));
    }
    // rows of placebos are averaged only where they are groups of their own
    String itself = by.contains("placebo") ? "" : " " + ITSELF;
    String cells =
        "CREATE TABLE cells AS SELECT %s, run AS of_run, image_id AS of_image, target AS of_target,"
                .formatted(texts)
            + " segment AS of_segment, avg(effect)%s AS of_effect,".formatted(itself)
            + " avg(effect) FILTER (placebo > 0) AS of_placebo,"
            + " avg(CASE WHEN predicted <> predicted_removed THEN 1.0 ELSE 0.0 END)%s AS of_flips,"
                .formatted(itself)
            + " count(*) AS n FROM effects"
            + (where.isBlank() ? "" : " WHERE " + Condition.inBrackets(where))
            + " GROUP BY ALL";
    try {
      if (!where.isBlank()) {
        Condition.check(database::parsed, where);
      }
      database.execute(cells);
    } catch (SQLException e) {
      throw new WrongInput(where.isBlank() ? Sql.line(e) : Condition.complaint(where, e), e);
    }
    boolean[] any = {false};
    query("SELECT 1 FROM cells LIMIT 1", row -> any[0] = true);
    if (!any[0]) {
      throw new WrongInput(
          where.isBlank() ? "the runs have no effects" : Condition.shown(where) + " leaves no row");
    }
  }

  private void query(String sql, StoreDatabase.RowReader reader) {
    try {
      database.query(sql, reader);
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
  }

  /** Returns the columns that form groups: those of images, then the others. */
  public List<String> columns() {
    return by;
  }

  /** Returns whether a group averages several runs. */
  public boolean poolsRuns() {
    return finds("count(DISTINCT of_run) > 1", groups);
  }

  /** Returns whether a group averages several targets of one image. */
  public boolean poolsTargets() {
    return finds("count(DISTINCT of_target) > 1", groups + ", of_run, of_image");
  }

  private boolean finds(String condition, String of) {
    boolean[] found = {false};
    query(
        "SELECT 1 FROM cells GROUP BY %s HAVING %s LIMIT 1".formatted(of, condition),
        row -> found[0] = true);
    return found[0];
  }

  /** Returns the groups in the order of their texts, each with its images in that of their ids. */
  public List<Group> groups(List<EffectValue> values) {
    String means =
        values.stream().map(value -> "avg(" + value.sql() + ")").collect(Collectors.joining(", "));
    List<Group> all = new ArrayList<>();
    List<List<Double>> columns = new ArrayList<>();
    long[] rows = {0};
    List<List<String>> open = new ArrayList<>(1);
    query(
        "SELECT %s, sum(n), %s FROM cells GROUP BY %s, of_image ORDER BY %s, of_image"
            .formatted(groups, means, groups, groups),
        row -> {
          List<String> group = texts(row);
          if (open.isEmpty() || !open.get(0).equals(group)) {
            close(all, open, rows, columns);
            open.add(group);
            values.forEach(value -> columns.add(new ArrayList<>()));
          }
          rows[0] += row.getLong(by.size() + 2);
          for (int v = 0; v < values.size(); v++) {
            double value = row.getDouble(by.size() + 3 + v);
            columns.get(v).add(row.wasNull() ? Double.NaN : value);
          }
        });
    close(all, open, rows, columns);
    return all;
  }

  private List<String> texts(ResultSet row) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      texts.add(row.getString(i + 2));
    }
    return texts;
  }

  private static void close(
      List<Group> all, List<List<String>> open, long[] rows, List<List<Double>> columns) {
    if (!open.isEmpty()) {
      all.add(
          new Group(
              open.get(0),
              rows[0],
              columns.stream()
                  .map(column -> column.stream().mapToDouble(Double::doubleValue).toArray())
                  .toArray(double[][]::new)));
    }
    open.clear();
    columns.clear();
    rows[0] = 0;
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
