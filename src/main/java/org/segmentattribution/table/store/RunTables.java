package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.segmentattribution.file.database.Sql;
import org.segmentattribution.statistics.Bootstrap;

/**
 * The rows of one run, read once into DuckDB for everything that is made of them: {@code
 * sat.parquet}, {@code aggregate.csv}, the choice of photographs, figures and the page. Aggregates
 * and their intervals are computed when they are first asked for, and kept.
 */
public final class RunTables implements AutoCloseable {
  private final TableStore store;
  private final Bootstrap bootstrap;
  private RunGroups byClass;
  private RunGroups together;

  private RunTables(TableStore store, long seed) {
    this.store = store;
    bootstrap = Bootstrap.seeded(seed);
  }

  /**
   * Reads the rows of a finished run.
   *
   * @param run a folder with {@code sat.parquet} or {@code sat.csv}, or such a file
   * @param seed of the bootstrap intervals
   * @throws IOException in one line that names the file
   */
  public static RunTables open(Path run, long seed) throws IOException {
    return new RunTables(TableStore.open(List.of(run)), seed);
  }

  /**
   * Reads {@code sat.csv} and replaces {@code parquet} by equal rows.
   *
   * @param seed of the bootstrap intervals
   * @throws IOException in one line that names the file
   */
  public static RunTables convert(Path csv, Path parquet, long seed) throws IOException {
    return new RunTables(TableStore.convert(csv, parquet), seed);
  }

  /** Returns the database, for questions about the run as a whole. */
  public TableStore store() {
    return store;
  }

  /** Returns the resampling for intervals. */
  public Bootstrap bootstrap() {
    return bootstrap;
  }

  /** Returns the tables grouped by method and class. */
  public RunGroups byClass() {
    if (byClass == null) {
      byClass = groups(List.of("method", "class", "segment"), "cells_by_class");
    }
    return byClass;
  }

  /** Returns the tables grouped by method, with all images together. */
  public RunGroups together() {
    if (together == null) {
      together = groups(List.of("method", "segment"), "cells_together");
    }
    return together;
  }

  /**
   * Returns what comes first in the tables of a method.
   *
   * @param of {@link #byClass} or {@link #together}
   * @return by class; the name is empty where all images are together
   */
  public Map<String, FirstPlaces> firsts(RunGroups of, String method) {
    return of.tables().firsts(method, bootstrap);
  }

  private RunGroups groups(List<String> columns, String cells) {
    GroupedTables tables =
        GroupedTables.of(store, Grouping.by(columns), GroupAggregates.VALUES, cells);
    return new RunGroups(tables, GroupAggregates.of(tables, bootstrap));
  }

  /**
   * Returns the aggregates of each class of each method, as {@code aggregate.csv} has them; empty
   * where the run has no rows.
   */
  public List<GroupAggregates> aggregates() {
    return store.isEmpty() ? List.of() : byClass().aggregates();
  }

  /** Returns the number of images in which each segment occurs, under any method. */
  public Map<String, Integer> photographs() {
    Map<String, Integer> photographs = new TreeMap<>();
    try {
      store.query(
          "SELECT segment, count(DISTINCT image_id) FROM loaded GROUP BY segment",
          row -> photographs.put(row.getString(1), row.getInt(2)));
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    return photographs;
  }

  /** Visits every table of a method, in the order of the rows; holds one at a time. */
  public void forEachTable(String method, Consumer<List<RankedSegment>> consumer) {
    String question =
        "SELECT image_id, target, coalesce(\"class\", label), segment, rank, mean_signed"
            + " FROM loaded WHERE method = %s ORDER BY rowid";
    List<RankedSegment> table = new ArrayList<>();
    try {
      store.query(
          question.formatted(Sql.literal(method)),
          row -> {
            RankedSegment next = ranked(row);
            if (!table.isEmpty() && !next.isInTableOf(table.get(0))) {
              consumer.accept(List.copyOf(table));
              table.clear();
            }
            table.add(next);
          });
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    if (!table.isEmpty()) {
      consumer.accept(table);
    }
  }

  private static RankedSegment ranked(ResultSet row) throws SQLException {
    return new RankedSegment(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getDouble(5),
        row.getDouble(6));
  }

  /**
   * Visits some tables of a method with everything that a page shows of them; holds one at a time.
   *
   * @param numbers places of the wanted tables in the order of {@link #forEachTable}, from 0
   */
  public void forTables(String method, IntPredicate numbers, Consumer<ImageTable> consumer) {
    String question =
        "SELECT image_id, target, image, label, model, predicted, confidence,"
            + " explained_class_index, coalesce(\"class\", label), correct, segment_id, segment,"
            + " rank, mean_signed, mask_fraction FROM stored WHERE method = %s ORDER BY rowid";
    TableParts parts = new TableParts(numbers, consumer);
    try {
      store.query(question.formatted(Sql.literal(method)), parts::add);
    } catch (SQLException e) {
      throw new IllegalStateException(Sql.line(e), e);
    }
    parts.end();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
