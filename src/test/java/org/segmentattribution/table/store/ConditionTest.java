package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;

/** What a condition in SQL may be, and what a database of tables still does once it is locked. */
class ConditionTest {
  private static final Grouping SEGMENTS = Grouping.by(List.of("segment"));

  @TempDir Path folder;

  /** Three rows: mane;tail and sky of one image, -- of another. */
  private Path run() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run [1]"));
    SatCsv.write(
        run.resolve("sat.csv"),
        List.of(row("a", "mane;tail", 0.5, 1), row("a", "sky", 0.25, 2), row("b", "--", 0.5, 1)));
    return run;
  }

  private static SegmentAttribution row(String image, String segment, double share, double rank) {
    return TestRow.of(image, segment)
        .with(Column.SEGMENT_ID, (int) rank)
        .with(Column.MASK_FRACTION, share)
        .mean(share)
        .rank(rank)
        .calibrated(share, rank)
        .row();
  }

  private List<String> names(String where) throws IOException {
    try (TableStore store = TableStore.open(List.of(run()))) {
      return GroupedTables.of(store, SEGMENTS, List.of(), where, List.of()).aggregates().stream()
          .map(a -> a.name().get(0))
          .sorted()
          .toList();
    }
  }

  private String refusal(String where) {
    String line =
        assertThrows(IllegalArgumentException.class, () -> names(where), where).getMessage();
    assertTrue(line.length() < 1200, line);
    return line;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "segment = 'mane;tail'|mane;tail",
        "segment = '--'|--",
        "segment LIKE '%;%' -- no|",
        "segment IN ('sky', '/*') AND mask_fraction <= 25 / 100.0|sky",
        "segment IN ['sky']|sky",
        "NOT correct OR lower(upper(segment)) BETWEEN 'sk' AND 'sl'|sky",
        "regexp_matches(segment, '^s.y$') AND table_rows = 2|sky",
        "CASE WHEN rank > 1 THEN true ELSE false END|sky",
        "CAST(rank AS INTEGER) % 2 = 0 AND segment SIMILAR TO 's.*'|sky",
        "segment = e'mane\\073tail'|mane;tail",
        "segment = $$mane;tail$$|mane;tail",
      })
  void oneExpressionIsACondition(String where, String name) throws IOException {
    if (name == null) {
      assertTrue(refusal(where).endsWith("holds a comment (--)"));
    } else {
      assertEquals(List.of(name), names(where));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1=1) GROUP BY ALL; PRAGMA enable_profiling='json'; SET profiling_output='O/victim.txt'; SELECT (1",
        "1=1) GROUP BY ALL; SET secret_directory='O/secrets'; CREATE PERSISTENT SECRET s1 (TYPE http, BEARER_TOKEN 'x'); SELECT (1",
        "1=1) GROUP BY ALL; CALL enable_logging('QueryLog', storage='file', storage_config={'path':'O/log'}); SELECT (1",
        "1=1); ATTACH 'O/db'; SELECT (1",
        "1=1); COPY sat TO 'O/rows.csv'; SELECT (1",
        "1=1); INSTALL httpfs; SELECT (1",
        "1=1; SELECT 1",
        ";",
        "1=1) OR (2=2",
        "1=1) GROUP BY ALL HAVING (1=1",
        "1=1) UNION SELECT 1 FROM sat WHERE (1=1",
        "1=1) ORDER BY (1",
        "1=1) --",
        "1=1 -- and so on",
        "1=1 /* and so on */",
        "1=1 /* and so on",
        "'a' = 'a' /* ' */ AND /* ' */ true",
        "(1=1",
        "1=1)",
        "'a",
        "\"a",
        "segment = 'a' 'b'; --'",
        "(SELECT count(*) FROM read_text('O/secret')) > 0",
        "EXISTS (SELECT 1)",
        "segment IN (SELECT content FROM read_text('/etc/passwd'))",
        "segment IN (FROM glob('/*'))",
        "rank = ANY(SELECT 1)",
        "segment = getenv('HOME')",
        "segment = current_setting('temp_directory')",
        "len(range(1000000000000)) > 1",
        "length(repeat('x', 1000000000)) > 1",
        "replace(replace(segment, 'a', 'aaaaaaaa'), 'a', 'aaaaaaaa') = ''",
        "list_filter([1, 2], x -> x > 1)[1] = 2",
        "list_filter([1, 2], lambda x: x > 1)[1] = 2",
        "[x FOR x IN [1]][1] = 1",
        "count(*) OVER () > 1",
        "sum(rank) > 1",
        "COLUMNS('rank') > 1",
        "*",
        "rank > ?",
        "rank > $1",
        "random() > 0.5",
        "query('SELECT 1') = 1",
        "read_csv('x') = 1",
        "error('x') = 1",
        "nextval('x') = 1",
        "pg_sleep(100) = 1",
        "x.y.abs(rank) > 1",
        "rank >",
      })
  void whateverIsMoreIsRefused(String where) throws IOException {
    refusal(where.replace("O/", folder.toString().replace('\\', '/') + "/"));
    try (Stream<Path> made = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("run [1]")), made.toList());
    }
  }

  @Test
  void whatIsNestedOrLongIsRefusedQuickly() {
    for (String deep :
        List.of(
            "(".repeat(40_000) + "true" + ")".repeat(40_000),
            "NOT ".repeat(24_000) + "true",
            "- ".repeat(900) + "rank > 1",
            "- ".repeat(40_000) + "rank > 1",
            "[".repeat(40_000) + "]".repeat(40_000),
            "CASE WHEN ".repeat(3_000) + "true" + " THEN true END".repeat(3_000))) {
      String line = refusal(deep);
      assertTrue(line.endsWith("is nested too deeply"), line);
    }
    assertTrue(refusal("true" + " ".repeat(200_000)).endsWith("longer than 100000 characters"));
    assertTrue(refusal("rank = 1" + " OR sum(rank) = 1".repeat(100)).contains("calls 'sum'"));
  }

  @Test
  void aLongListOfNamesIsStillAsked() throws IOException {
    String names = "'x', ".repeat(10_000);
    assertEquals(List.of("sky"), names("segment IN (" + names + "'sky')"));
  }

  @Test
  void aLockedDatabaseReachesNothing() throws IOException, SQLException {
    Path run = run();
    Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    try (TableStore store = TableStore.open(List.of(run))) {
      for (String sql :
          List.of(
              "SET threads = 4",
              "SET lock_configuration = false",
              "SET enable_external_access = true",
              "PRAGMA enable_profiling = 'json'",
              "SET profiling_output = '" + folder.resolve("o.json") + "'",
              "SELECT * FROM read_csv('" + secret + "')",
              "SELECT * FROM read_text('/etc/hostname')",
              "ATTACH '" + folder.resolve("o.db") + "'",
              "COPY sat TO '" + folder.resolve("o.csv") + "'",
              "INSTALL httpfs",
              "LOAD httpfs",
              "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')")) {
        assertThrows(SQLException.class, () -> store.execute(sql), sql);
      }
    }
    SatParquet.write(run.resolve("sat.csv"), run.resolve("sat.parquet"));
    assertTrue(Files.size(run.resolve("sat.parquet")) > 0);
  }
}
