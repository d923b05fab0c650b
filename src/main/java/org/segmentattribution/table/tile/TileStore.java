package org.segmentattribution.table.tile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.store.TableStore;

/**
 * The photographs of one run, or of two, in DuckDB: one row a photograph and method, made once from
 * all rows. Answers pages of tiles, counts for filters, and the segments of one photograph. With
 * the target {@code positives}, each explained class of a photograph counts as one. Safe for
 * several threads; all values that people give are bound.
 */
public final class TileStore implements AutoCloseable {
  private static final Set<Column> NEEDED =
      Set.of(
          Column.IMAGE,
          Column.CONFIDENCE,
          Column.SEGMENT,
          Column.SEGMENT_ID,
          Column.RANK,
          Column.MASK_FRACTION);

  /** Ranks are at most some thousands, ids too: their sum orders by rank, then by id. */
  private static final String ORDER = "rank * 1000000 + segment_id";

  private static final String TILES =
      """
      CREATE TABLE tile AS
      SELECT *, signs * strongest / nullif(whole, 0) AS share,
        image_id || CASE WHEN %s THEN chr(10) || target ELSE '' END AS photo_key
      FROM (SELECT run, method, image_id, target, any_value(image) AS image,
          any_value(label) AS label, any_value(predicted) AS predicted,
          any_value(CASE WHEN explained_class_index IS NULL THEN predicted = label
            ELSE correct END) AS correct,
          any_value(confidence) AS confidence,
          arg_min(segment, %2$s) AS first, arg_min(mean_signed, %2$s) AS signed,
          sign(arg_min(mean_signed, %2$s)) AS signs,
          arg_min(mean_attribution, %2$s) AS strongest,
          sum(mean_attribution) AS whole, count(*)::INTEGER AS segments
        FROM loaded GROUP BY ALL)""";

  private static final String PHOTOS =
      """
      CREATE TABLE photo AS
      SELECT (row_number() OVER (ORDER BY image, photo_key) - 1)::INTEGER AS no, photo_key,
        image_id, image
      FROM (SELECT photo_key, any_value(image_id) AS image_id, min(image) AS image
        FROM tile GROUP BY photo_key)""";

  private final TableStore store;
  private final BoundQuery query;
  private final List<ShownRun> runs = new ArrayList<>();
  private final List<String> segments;
  private final ShownTables shown;

  private TileStore(TableStore store, List<Path> paths) {
    this.store = store;
    query = new BoundQuery(store);
    boolean several = store.hasSeveralTargets();
    query.run(TILES.formatted(several ? "true" : "false", ORDER), List.of());
    query.run(PHOTOS, List.of());
    paths.forEach(path -> runs.add(run(path.toString())));
    segments =
        query.all(
            "SELECT segment FROM loaded GROUP BY segment ORDER BY count(DISTINCT image_id) DESC,"
                + " segment",
            List.of(),
            row -> row.getString(1));
    shown = new ShownTables(query, runs);
  }

  /**
   * Loads one run or two.
   *
   * @param runs folders with {@code sat.parquet} or {@code sat.csv}, each another one
   * @throws IOException in one line that names the file
   */
  public static TileStore open(List<Path> runs) throws IOException {
    Set<String> names = new TreeSet<>();
    NEEDED.forEach(column -> names.add(column.text()));
    TableStore store = TableStore.open(runs, names::contains);
    try {
      return new TileStore(store, runs);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private ShownRun run(String name) {
    List<String> methods =
        query.all(
            "SELECT method FROM loaded WHERE run = ? GROUP BY method ORDER BY min(rowid)",
            List.of(name),
            row -> row.getString(1));
    List<String> signed =
        query.all(
            "SELECT DISTINCT method FROM loaded WHERE run = ? AND mean_signed < 0",
            List.of(name),
            row -> row.getString(1));
    int photographs =
        query
            .all(
                "SELECT count(DISTINCT photo_key) FROM tile WHERE run = ?",
                List.of(name),
                row -> row.getInt(1))
            .get(0);
    return new ShownRun(
        name, methods, methods.stream().map(signed::contains).toList(), photographs);
  }

  /** Returns the runs, the one on the left first. */
  public List<ShownRun> runs() {
    return List.copyOf(runs);
  }

  /** Returns the names of all segments, those in most images first. */
  public List<String> segments() {
    return segments;
  }

  /** Returns a page of tiles, with the counts of all properties. */
  public TilePage page(TileQuestion question) {
    String table = shown.of(question.methods());
    TileFilter.Condition where = question.filter().condition(null);
    List<Object> values = new ArrayList<>(where.values());
    values.add(question.count());
    values.add(question.from());
    // sorting numbers alone is faster than sorting whole rows
    String wanted =
        "SELECT no FROM %s WHERE %s ORDER BY %s LIMIT ? OFFSET ?"
            .formatted(table, where.sql(), question.order());
    List<Tile> tiles =
        query.all(
            "SELECT %s FROM %s WHERE no IN (%s) ORDER BY %s"
                .formatted(ShownTables.columns(), table, wanted, question.order()),
            values,
            ShownTables::tile);
    Map<Facet, List<TilePage.Count>> facets = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      if (!facet.compares() || runs.size() > 1) {
        facets.put(facet, counts(table, facet, question.filter()));
      }
    }
    return new TilePage(
        count(table, TileFilter.ALL.condition(null)),
        count(table, where),
        question.from(),
        tiles,
        facets);
  }

  private int count(String table, TileFilter.Condition where) {
    String sql = "SELECT count(*) FROM " + table + " WHERE " + where.sql();
    return query.all(sql, where.values(), row -> row.getInt(1)).get(0);
  }

  private List<TilePage.Count> counts(String table, Facet facet, TileFilter filter) {
    TileFilter.Condition others = filter.condition(facet);
    return query.all(
        "SELECT %s AS value, count(*) FROM %s WHERE %s GROUP BY 1 ORDER BY 2 DESC, 1"
            .formatted(facet.sql(filter.side()), table, others.sql()),
        others.values(),
        row -> new TilePage.Count(row.getString(1), row.getInt(2)));
  }

  /** Returns one photograph in short; null where the runs have none of this number. */
  public Tile tile(TileQuestion.Methods methods, int no) {
    List<Tile> found =
        query.all(
            "SELECT %s FROM %s WHERE no = ?".formatted(ShownTables.columns(), shown.of(methods)),
            List.of(no),
            ShownTables::tile);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Returns where a photograph is among the wanted ones. */
  public Neighbours neighbours(TileQuestion question, int no) {
    TileFilter.Condition where = question.filter().condition(null);
    List<Object> values = new ArrayList<>(where.values());
    values.add(no);
    List<Neighbours> found =
        query.all(
            ("SELECT place, previous, next FROM (SELECT no, lag(no) OVER w AS previous,"
                    + " lead(no) OVER w AS next, row_number() OVER w AS place FROM %s WHERE %s"
                    + " WINDOW w AS (ORDER BY %s)) WHERE no = ?")
                .formatted(shown.of(question.methods()), where.sql(), question.order()),
            values,
            row ->
                new Neighbours(
                    BoundQuery.whole(row, 1), BoundQuery.whole(row, 2), BoundQuery.whole(row, 3)));
    return found.isEmpty() ? new Neighbours(null, null, null) : found.get(0);
  }

  /** Returns the id of a photograph's image; null where the runs have none of this number. */
  public String imageId(int no) {
    return ofPhoto("image_id", no);
  }

  /** Returns the path of a photograph as listed; null where the runs have none of this number. */
  public String imagePath(int no) {
    return ofPhoto("image", no);
  }

  private String ofPhoto(String column, int no) {
    List<String> found =
        query.all(
            "SELECT " + column + " FROM photo WHERE no = ?", List.of(no), row -> row.getString(1));
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Returns the segments of a photograph, the first one first; empty where the run has no table.
   *
   * @param run number of the run, from 0
   * @param method number of its method, from 0
   */
  public List<TileSegment> segments(int run, int method, int no) {
    ShownRun of = runs.get(run);
    return query.all(
        """
        SELECT segment, rank, sign(mean_signed) * mean_attribution / nullif(whole, 0), mask_fraction
        FROM loaded JOIN (SELECT * FROM tile JOIN photo USING (photo_key)
            WHERE no = ? AND run = ? AND method = ?) one
          ON loaded.image_id = one.image_id AND loaded.target = one.target
        WHERE loaded.run = ? AND loaded.method = ? ORDER BY rank, segment_id""",
        List.of(no, of.name(), of.methods().get(method), of.name(), of.methods().get(method)),
        row ->
            new TileSegment(
                row.getString(1),
                row.getDouble(2),
                BoundQuery.number(row, 3),
                BoundQuery.number(row, 4)));
  }

  @Override
  public void close() throws IOException {
    synchronized (store) {
      store.close();
    }
  }
}
