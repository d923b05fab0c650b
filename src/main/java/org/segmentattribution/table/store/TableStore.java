package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.database.LockedDatabase;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.table.Column;

/**
 * The rows of finished runs in a DuckDB database, which keeps data that do not fit into memory in a
 * temporary folder. SQL that users write sees the view {@code sat} and no file of the machine.
 */
public final class TableStore implements AutoCloseable {
  /** Columns that every question needs. */
  private static final Set<Column> ALWAYS =
      EnumSet.of(
          Column.IMAGE_ID,
          Column.MODEL,
          Column.METHOD,
          Column.LABEL,
          Column.PREDICTED,
          Column.TARGET,
          Column.SEGMENT,
          Column.RANK,
          Column.MEAN_ATTRIBUTION,
          Column.MEAN_SIGNED,
          Column.EXPLAINED_CLASS_INDEX,
          Column.CLASS,
          Column.CORRECT);

  /** The row of what lies outside every segment has this name and no rank. */
  private static final String OUTSIDE =
      "(rank IS NULL AND segment = " + Sql.literal(SegmentNames.ELSEWHERE) + ")";

  /** The rows of named segments: whatever counts, ranks or compares, does so without the others. */
  private static final String NAMED =
      "CREATE VIEW loaded AS SELECT *, rowid FROM stored WHERE NOT " + OUTSIDE;

  /** Numbers the tables in the order of their names: numbers are faster to group and sort by. */
  private static final String TABLES =
      """
      CREATE TABLE tables AS
      SELECT *, row_number() OVER (ORDER BY image_id, run, model, method, target) AS table_no,
        dense_rank() OVER (ORDER BY image_id) AS image_no
      FROM (SELECT run, model, method, image_id, target, count(*) AS table_rows,
          sum(mean_attribution) AS whole, any_value(coalesce("class", label)) AS of_class
        FROM loaded GROUP BY ALL)""";

  private static final String COPY =
      "COPY (SELECT * EXCLUDE (run) FROM stored) TO %s (FORMAT parquet, USE_TMP_FILE false)";

  /** Rows of what lies outside are here where their tables have a segment, too. */
  private static final String VIEW =
      """
      CREATE VIEW sat AS
      SELECT stored.* EXCLUDE ("class", correct), coalesce("class", label) AS "class",
        CASE WHEN explained_class_index IS NULL THEN predicted = label ELSE correct END AS correct,
        table_rows, mean_attribution
          / nullif(whole + CASE WHEN {0} THEN mean_attribution ELSE 0 END, 0) AS attribution_share,
        table_no, image_no, {0} AS is_elsewhere
      FROM stored JOIN tables USING (run, model, method, image_id, target)"""
          .replace("{0}", OUTSIDE);

  private final StoreDatabase database;

  private TableStore(StoreDatabase database) {
    this.database = database;
  }

  /**
   * Loads runs.
   *
   * @param runs folders that hold {@code sat.parquet} or {@code sat.csv}, or such files, each taken
   *     once; the column {@code run} holds them as they are given
   * @throws IOException in one line that names the file
   */
  public static TableStore open(List<Path> runs) throws IOException {
    return open(runs, column -> true);
  }

  /**
   * Loads some columns of runs, which is faster and takes less memory.
   *
   * @param needed decides whether a column will be asked for
   */
  public static TableStore open(List<Path> runs, Predicate<String> needed) throws IOException {
    List<RunRows> sources = new ArrayList<>();
    Set<Path> files = new HashSet<>();
    for (Path run : runs) {
      RunRows source = RunRows.of(run);
      // shell patterns may name a run twice, or both its tables; its rows count once
      if (files.add(source.whole())) {
        sources.add(source);
      }
    }
    List<Column> columns =
        Arrays.stream(Column.values())
            .filter(c -> ALWAYS.contains(c) || needed.test(c.text()))
            .toList();
    return open(sources, columns, null);
  }

  /**
   * Loads {@code sat.csv}, and replaces {@code parquet} by its rows in their order: both are done
   * in one reading. NaN and unknown values become null.
   *
   * @throws IOException in one line that names the file
   */
  public static TableStore convert(Path csv, Path parquet) throws IOException {
    List<TableStore> opened = new ArrayList<>(1);
    RunRows rows = new RunRows(csv.toString(), csv);
    try {
      ReplacedFile.write(
          parquet,
          file ->
              opened.add(open(List.of(rows), List.of(Column.values()), LockedDatabase.real(file))));
    } catch (IOException | RuntimeException e) {
      for (TableStore store : opened) {
        store.close();
      }
      throw e;
    }
    return opened.get(0);
  }

  private static TableStore open(List<RunRows> sources, List<Column> columns, Path parquet)
      throws IOException {
    Set<Path> files = new HashSet<>();
    for (RunRows source : sources) {
      files.add(source.real());
    }
    if (parquet != null) {
      files.add(parquet);
    }
    TableStore store = null;
    try {
      store = new TableStore(StoreDatabase.open(files));
      store.load(sources, columns);
      if (parquet != null) {
        store.copy(parquet);
      }
      return store;
    } catch (SQLException e) {
      close(store);
      throw new IOException(Sql.line(e), e);
    } catch (IOException | RuntimeException e) {
      close(store);
      throw e;
    }
  }

  /** Loads the native library and returns its version; one line says why it does not work here. */
  public static String version() throws IOException {
    try (TableStore store = open(List.of())) {
      return store.texts("SELECT version()").get(0);
    } catch (IOException | LinkageError e) {
      // the cause says what went wrong in a static initialiser
      Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
      throw new IOException("DuckDB cannot be used: " + cause.getMessage(), e);
    }
  }

  private static void close(TableStore store) throws IOException {
    if (store != null) {
      store.close();
    }
  }

  private void load(List<RunRows> sources, List<Column> columns) throws SQLException, IOException {
    String typed =
        columns.stream()
            .map(c -> ", \"%s\" %s".formatted(c.text(), c.type().sql()))
            .collect(Collectors.joining());
    execute("CREATE TABLE stored (run VARCHAR%s)".formatted(typed));
    for (RunRows source : sources) {
      try {
        execute("INSERT INTO stored BY NAME " + source.select(columns));
      } catch (SQLException e) {
        throw source.failure(e);
      }
    }
    execute(NAMED);
    execute(TABLES);
    execute(VIEW);
    database.lock();
  }

  private void copy(Path parquet) throws IOException {
    try {
      execute(COPY.formatted(Sql.literal(parquet)));
    } catch (SQLException e) {
      throw new IOException(parquet.getFileName() + ": " + Sql.line(e), e);
    }
  }

  /** Returns whether there are no rows. */
  public boolean isEmpty() {
    return texts("SELECT '' FROM loaded LIMIT 1").isEmpty();
  }

  /** Returns the methods, in the order of their first rows. */
  public List<String> methods() {
    return texts("SELECT method FROM loaded GROUP BY method ORDER BY min(rowid)");
  }

  /** Returns the methods that speak against a class anywhere, with a row below zero. */
  public Set<String> signedMethods() {
    return Set.copyOf(texts("SELECT DISTINCT method FROM loaded WHERE mean_signed < 0"));
  }

  /** Returns the classes that tables are grouped by, in code point order. */
  public List<String> classes() {
    return texts("SELECT DISTINCT coalesce(\"class\", label) AS c FROM loaded ORDER BY c");
  }

  /** Returns whether an image has a table for each of several explained classes. */
  public boolean hasSeveralTargets() {
    return !texts(
            "SELECT '' FROM tables GROUP BY run, model, method, image_id HAVING count(*) > 1 LIMIT 1")
        .isEmpty();
  }

  /**
   * Numbers of images with tables of one method.
   *
   * @param model model of one of them; empty where there is none
   * @param labelled images whose label is a class of the model; in tables of earlier versions,
   *     images with a label, or 0 where no label was ever predicted
   * @param correct those of them for which the model predicts the label
   */
  public record Images(String model, int all, int labelled, int correct) {}

  /** Counts the images of a method. */
  public Images images(String method) {
    return one(
        "WITH images AS MATERIALIZED (SELECT DISTINCT image_id, model, label, predicted, correct,"
            + " explained_class_index IS NULL AS early FROM loaded WHERE method = %s)"
                .formatted(Sql.literal(method))
            + " SELECT coalesce(any_value(model), ''), count(*),"
            + " count(*) FILTER (correct IS NOT NULL) + count(*) FILTER (early AND label <> ''"
            + " AND EXISTS (SELECT 1 FROM images a, images b"
            + " WHERE a.label <> '' AND a.label = b.predicted)),"
            + " count(*) FILTER (correct) + count(*) FILTER (early AND label <> ''"
            + " AND label = predicted) FROM images",
        row -> new Images(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)));
  }

  /**
   * Numbers of images that two runs share.
   *
   * @param images in both
   * @param otherTargets those of them whose explained classes differ between the runs
   */
  public record Common(int images, int otherTargets) {}

  /** Counts the images that two runs share; runs are named as they were given. */
  public Common common(String runA, String runB) {
    return one(
        """
        WITH each AS (SELECT run, image_id, list_sort(list(DISTINCT target)) AS targets
            FROM loaded GROUP BY run, image_id)
        SELECT count(*), count(*) FILTER (a.targets <> b.targets)
        FROM each a JOIN each b ON a.image_id = b.image_id
        WHERE a.run = %s AND b.run = %s"""
            .formatted(Sql.literal(runA), Sql.literal(runB)),
        row -> new Common(row.getInt(1), row.getInt(2)));
  }

  /**
   * Counts the images of two runs whose label is predicted, label by label; runs are named as they
   * were given.
   */
  public List<RightChange> right(String runA, String runB) {
    return all(RightChange.question(runA, runB), RightChange::of);
  }

  /** Returns the models of a run, which is named as it was given. */
  public List<String> models(String run) {
    return texts(
        "SELECT DISTINCT model FROM loaded WHERE run = %s ORDER BY model"
            .formatted(Sql.literal(run)));
  }

  /** Returns whether a run has rows of what lies outside every segment; it is named as given. */
  public boolean hasElsewhere(String run) {
    String rows = "SELECT '' FROM stored WHERE run = %s AND %s LIMIT 1";
    return !texts(rows.formatted(Sql.literal(run), OUTSIDE)).isEmpty();
  }

  /** Returns counts that may make the tables of a method doubtful as a whole. */
  public Doubts doubts(String method) {
    return one(Doubts.question(method), Doubts::of);
  }

  /**
   * Returns which classes the tables of a method explain.
   *
   * @param byClass in each class, in code point order; otherwise in all images
   */
  public List<Explained> explained(String method, boolean byClass) {
    return all(Explained.question(method, byClass), Explained::of);
  }

  /** Returns the methods with tables that hold only zeros, in code point order. */
  public List<Doubts.Flat> flat() {
    return all(Doubts.Flat.QUESTION, Doubts.Flat::of);
  }

  /**
   * How often the model predicts one label.
   *
   * @param label a class of the model
   * @param images number of images with this label
   * @param correct number of those for which the model predicts it
   */
  public record Labelled(String label, int images, int correct) {}

  /**
   * Counts the images of a method by label, in code point order; empty for tables of earlier
   * versions.
   */
  public List<Labelled> labelled(String method) {
    return all(
        "SELECT label, count(*), count(*) FILTER (correct) FROM (SELECT DISTINCT image_id, model,"
            + " label, correct FROM loaded WHERE correct IS NOT NULL AND method = %s)"
                .formatted(Sql.literal(method))
            + " GROUP BY label ORDER BY label",
        row -> new Labelled(row.getString(1), row.getInt(2), row.getInt(3)));
  }

  /** Makes a value from a row of a result. */
  @FunctionalInterface
  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> T one(String sql, Row<T> made) {
    return all(sql, made).get(0);
  }

  private <T> List<T> all(String sql, Row<T> made) {
    List<T> found = new ArrayList<>();
    try {
      query(sql, row -> found.add(made.of(row)));
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    return found;
  }

  private List<String> texts(String sql) {
    return all(sql, row -> row.getString(1));
  }

  /** Returns how DuckDB parses a statement, as JSON; nothing of it is run. */
  String parsed(String question) throws SQLException {
    return database.parsed(question);
  }

  void execute(String sql) throws SQLException {
    database.execute(sql);
  }

  /** Prepares a statement over {@code loaded}; its values are bound, never part of the text. */
  public PreparedStatement prepare(String sql) throws SQLException {
    return database.prepare(sql);
  }

  /** Reads the rows of an answer, one at a time. */
  void query(String sql, StoreDatabase.RowReader reader) throws SQLException {
    database.query(sql, reader);
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
