package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Ties;

/** Every case of a slow, literal implementation (stats/sat-tables.json). */
public class SatFixtureTest {
  private static final double EXACT = 0;

  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in = SatFixtureTest.class.getResourceAsStream("/stats/sat-tables.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      assertEquals(18, cases.size());
      return stream(cases).map(c -> Named.of(c.get("id").asText(), c)).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsAreTheFixtures(JsonNode fixture) {
    double tolerance = tolerance(fixture);
    for (JsonNode image : fixture.get("images")) {
      List<SegmentAttribution> rows = table(fixture, image).rows();
      JsonNode expected = image.get("expected_rows");
      assertEquals(expected.size(), rows.size());
      for (int i = 0; i < rows.size(); i++) {
        SegmentAttribution row = rows.get(i);
        JsonNode e = expected.get(i);
        assertEquals(e.get("name").asText(), row.segment());
        assertNear(e.get("mean_signed"), row.meanSigned(), tolerance);
        assertNear(e.get("mean_attribution"), row.meanAttribution(), tolerance);
        assertNear(e.get("total_attribution"), row.scores().totalAttribution(), tolerance);
        assertEquals(e.get("mask_size").asInt(), row.facts().maskSize());
        assertEquals(e.get("mask_size_unpadded").asInt(), row.facts().maskSizeUnpadded());
        assertEquals(e.get("position").asText(), row.facts().position().text());
        assertNear(e.get("rank"), row.rank(), EXACT);
      }
      assertEquals(
          texts(image.get("expected_skipped")),
          prepared(fixture, image).skipped().stream().map(PreparedSegments.Skipped::name).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aggregatesAreTheFixtures(JsonNode fixture) {
    JsonNode expected = fixture.get("expected");
    List<AggregateRow> rows =
        new ArrayList<>(aggregation(fixture).rows("lrp-z", "zebra", options(fixture)));
    double tolerance = tolerance(fixture);

    JsonNode relative = expected.get("relative");
    SegmentMatrix matrix = aggregation(fixture).matrix(options(fixture));
    assertEquals(
        names(relative),
        rows.stream().filter(r -> r.images() > 0).map(AggregateRow::segment).toList());
    for (int i = 0; i < relative.size(); i++) {
      JsonNode e = relative.get(i);
      AggregateRow row = rows.get(i);
      assertEquals(e.get("n_images").asInt(), row.images());
      assertNear(e.get("mean_attribution"), row.relativeMeanAttribution(), tolerance);
      assertNear(e.get("mean_rank"), row.relativeMeanRank(), tolerance);
      int column = matrix.names().indexOf(row.segment());
      int detections = Stream.of(matrix.detections()).mapToInt(d -> d[column]).sum();
      assertEquals(e.get("n_rows").asInt(), detections);
    }

    JsonNode absolute = expected.get("absolute");
    rows.sort(AggregateRow.BY_ABSOLUTE_ATTRIBUTION);
    assertEquals(names(absolute), rows.stream().map(AggregateRow::segment).toList());
    for (int i = 0; i < absolute.size(); i++) {
      JsonNode e = absolute.get(i);
      AggregateRow row = rows.get(i);
      assertEquals(e.get("n_images").asInt(), row.images());
      assertEquals(e.get("n_tables").asInt(), row.tables());
      assertNear(e.get("mean_attribution"), row.absoluteMeanAttribution(), tolerance);
      assertNear(e.get("mean_rank"), row.absoluteMeanRank(), tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matrixIsTheFixtures(JsonNode fixture) {
    JsonNode expected = fixture.get("expected").get("matrix");
    SegmentMatrix matrix = aggregation(fixture).matrix(options(fixture));
    double tolerance = tolerance(fixture);
    assertEquals(texts(expected.get("names")), matrix.names());
    assertEquals(texts(expected.get("image_ids")), matrix.imageIds());
    double[][] diagramRanks = matrix.diagramRanks();
    for (int i = 0; i < matrix.imageIds().size(); i++) {
      for (int k = 0; k < matrix.names().size(); k++) {
        assertNear(expected.get("values").get(i).get(k), matrix.values()[i][k], tolerance);
        assertNear(expected.get("ranks").get(i).get(k), matrix.ranks()[i][k], tolerance);
        assertEquals(expected.get("detections").get(i).get(k).asInt(), matrix.detections()[i][k]);
      }
      double[] ranks =
          stream(expected.get("diagram_ranks").get(i)).mapToDouble(JsonNode::asDouble).toArray();
      assertArrayEquals(ranks, diagramRanks[i], EXACT);
    }
  }

  private static Aggregation aggregation(JsonNode fixture) {
    Aggregation aggregation = new Aggregation();
    for (JsonNode image : fixture.get("images")) {
      aggregation.add(table(fixture, image));
    }
    return aggregation;
  }

  public static SegmentAttributionTable table(JsonNode fixture, JsonNode image) {
    JsonNode saliency = image.get("saliency");
    double[] map =
        stream(saliency).flatMap(SatFixtureTest::stream).mapToDouble(JsonNode::asDouble).toArray();
    float[] floats = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      floats[i] = (float) map[i];
      assertEquals(map[i], floats[i], EXACT, "fixture maps are integers");
    }
    ExplainedImage facts = TestRow.image(image.get("image_id").asText(), "zebra");
    return SegmentAttributionTable.of(
        facts, "lrp-z", floats, saliency.size(), saliency.get(0).size(), prepared(fixture, image));
  }

  private static PreparedSegments prepared(JsonNode fixture, JsonNode image) {
    TableOptions options = tableOptions(fixture.get("config"));
    int height = image.get("saliency").size();
    int width = image.get("saliency").get(0).size();
    Preprocessing preprocessing = Preprocessing.simple(height, width);
    List<Segment> segments = new ArrayList<>();
    for (JsonNode d : image.get("detections")) {
      List<String> rows = texts(d.get("mask"));
      Mask mask =
          Mask.of(rows.get(0).length(), rows.size(), (x, y) -> rows.get(y).charAt(x) == '1');
      segments.add(
          Segment.place(
              segments.size(), d.get("name").asText(), mask, 1, preprocessing, options.grid()));
      if (options.grid() == Grid.IMAGE) {
        height = mask.height();
        width = mask.width();
      }
    }
    return PreparedSegments.of(height, width, segments, options);
  }

  private static TableOptions tableOptions(JsonNode config) {
    return new TableOptions(
        Grid.valueOf(upper(config, "grid")),
        config.get("padding").asInt(),
        PadShape.valueOf(upper(config, "element")),
        Duplicates.valueOf(upper(config, "duplicates")),
        Ties.valueOf(upper(config, "rank_ties")),
        false,
        false);
  }

  private static AggregationOptions options(JsonNode fixture) {
    List<String> vocabulary =
        fixture.has("vocabulary") ? texts(fixture.get("vocabulary")) : List.of();
    return new AggregationOptions(
        fixture.get("config").get("keep_empty_tables").asBoolean(),
        vocabulary,
        true,
        new Bootstrap(20, 1));
  }

  /** Relative; the specification asks for this of bilinear maps, and for 1e-12 elsewhere. */
  public static double tolerance(JsonNode fixture) {
    return fixture.get("config").get("grid").asText().equals("image") ? 1e-10 : 1e-12;
  }

  public static void assertNear(JsonNode expected, double actual, double relative) {
    double e = expected.asDouble();
    assertEquals(e, actual, Math.abs(e) * relative);
  }

  private static String upper(JsonNode config, String key) {
    return config.get(key).asText().toUpperCase(Locale.ROOT);
  }

  public static List<String> names(JsonNode rows) {
    return stream(rows).map(r -> r.get("name").asText()).toList();
  }

  public static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
