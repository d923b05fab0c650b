package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Sat;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;

/** The queries of {@code docs/how-to/read-the-rows.md} on a run, against its own aggregates. */
class ReadTheRowsTest {
  private static final Pattern QUERY = Pattern.compile("(?s)```sql\n(.*?)```");

  @TempDir Path folder;

  @Test
  void queriesGiveTheAggregates() throws IOException, SQLException {
    Path run = explain();
    List<String> queries = new ArrayList<>();
    Matcher query = QUERY.matcher(Files.readString(Path.of("docs/how-to/read-the-rows.md")));
    while (query.find()) {
      queries.add(query.group(1).replace("'sat.parquet'", "'" + run.resolve("sat.parquet") + "'"));
    }
    assertEquals(2, queries.size());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      String aggregates = "FROM read_csv('" + run.resolve("aggregate.csv") + "')";
      String keys = "SELECT class AS label, segment, ";
      compare(
          values(duck, queries.get(0), "mean_rank"),
          values(duck, keys + "relative_mean_rank AS v " + aggregates, "v"));
      compare(
          values(duck, queries.get(1), "absolute_mean_attribution"),
          values(duck, keys + "absolute_mean_attribution AS v " + aggregates, "v"));
    }
  }

  private Path explain() throws IOException {
    Path scenes = folder.resolve("scenes");
    SceneWriter.write(scenes, new SceneGenerator(48, 1), 4, 2, () -> {});
    Path model = folder.resolve("model.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      List<String> classes = List.of("horse", "zebra");
      OnnxWriter.write(network, new ModelDeclaration(classes, Preprocessing.simple(48, 48)), model);
    }
    Path out = folder.resolve("run");
    String[] call = {
      "explain",
      "--images",
      scenes.resolve("images").toString(),
      "--model",
      model.toString(),
      "--segmenter",
      "masks:" + scenes.resolve("masks"),
      "--out",
      out.toString()
    };
    assertEquals(0, Sat.run(call));
    return out;
  }

  private static Map<String, Double> values(Connection duck, String query, String column)
      throws SQLException {
    Map<String, Double> values = new HashMap<>();
    try (ResultSet rows = duck.createStatement().executeQuery(query)) {
      while (rows.next()) {
        values.put(
            rows.getString("label") + "/" + rows.getString("segment"), rows.getDouble(column));
      }
    }
    return values;
  }

  private static void compare(Map<String, Double> found, Map<String, Double> expected) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (key, value) -> assertEquals(value, found.get(key), 1e-12 * Math.abs(value), key));
  }
}
