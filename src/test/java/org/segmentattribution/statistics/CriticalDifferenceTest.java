package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of aeon 1.5.0 on two versions of scipy (stats/critical-difference.json). */
class CriticalDifferenceTest {
  static Stream<Named<JsonNode>> cases() throws IOException {
    try (InputStream in =
        CriticalDifferenceTest.class.getResourceAsStream("/stats/critical-difference.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      assertEquals(21, cases.size());
      return stream(cases).map(c -> Named.of(c.get("id").asText(), c)).toList().stream();
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static double[][] scores(JsonNode fixture) {
    return stream(fixture.get("scores"))
        .map(row -> stream(row).mapToDouble(JsonNode::asDouble).toArray())
        .toArray(double[][]::new);
  }

  private static CriticalDifferenceOptions options(JsonNode fixture, WilcoxonSignedRank.Rule rule) {
    JsonNode correction = fixture.get("correction");
    return new CriticalDifferenceOptions(
        fixture.get("alpha").asDouble(),
        correction.isNull()
            ? CriticalDifferenceOptions.Correction.NONE
            : CriticalDifferenceOptions.Correction.valueOf(
                correction.asText().toUpperCase(Locale.ROOT)),
        rule,
        CriticalDifferenceOptions.Mode.AEON,
        fixture.get("lower_better").asBoolean());
  }

  private static void near(JsonNode expected, double actual, double relative) {
    if (expected.isNull()) {
      assertTrue(Double.isNaN(actual), "expected none, was " + actual);
    } else {
      assertEquals(expected.asDouble(), actual, Math.abs(expected.asDouble()) * relative);
    }
  }

  private static List<List<Integer>> members(List<DifferenceBar> bars) {
    List<List<Integer>> members = new ArrayList<>();
    for (DifferenceBar bar : bars) {
      List<Integer> run = new ArrayList<>();
      for (int i = bar.first(); i <= bar.last(); i++) {
        run.add(i);
      }
      members.add(run);
    }
    return members;
  }

  private static List<List<Integer>> lists(JsonNode cliques) {
    return stream(cliques).map(c -> stream(c).map(JsonNode::asInt).toList()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAeons(JsonNode fixture) {
    JsonNode expected = fixture.get("expected");
    for (WilcoxonSignedRank.Rule rule : WilcoxonSignedRank.Rule.values()) {
      CriticalDifference result = CriticalDifference.of(scores(fixture), options(fixture, rule));
      for (int c = 0; c < result.averageRanks().length; c++) {
        near(expected.get("average_ranks").get(c), result.averageRanks()[c], 1e-12);
        if (expected.get("aeon_order_is_stable").asBoolean()) {
          assertEquals(expected.get("order").get(c).asInt(), result.order()[c]);
        }
      }
      if (expected.has("friedman") && !expected.get("friedman").isNull()) {
        near(
            expected.get("friedman").get("statistic"), result.gate().friedman().statistic(), 1e-12);
        near(expected.get("friedman").get("p_value"), result.gate().friedman().pValue(), 1e-9);
      }
      near(expected.get("adjusted_alpha"), result.threshold(), 1e-12);
      JsonNode of = expected.get(rule.name().toLowerCase(Locale.ROOT));
      for (int i = 0; i < result.pairs().size(); i++) {
        DifferencePair pair = result.pairs().get(i);
        JsonNode facts = expected.get("pair_facts").get(i);
        assertEquals(facts.get("i").asInt(), pair.a());
        assertEquals(facts.get("j").asInt(), pair.b());
        assertEquals(facts.get("zeros").asInt(), pair.test().zeros());
        assertEquals(facts.get("nonzero").asInt(), pair.test().nonzero());
        assertEquals(facts.get("tied").asBoolean(), pair.test().ties());
        assertEquals(facts.get("w_plus").asDouble(), pair.test().wPlus());
        near(of.get("p_one_sided").get(pair.a()).get(pair.b()), pair.test().pValue(), 1e-9);
        near(of.get("p_two_sided").get(pair.a()).get(pair.b()), pair.twoSided().p(), 1e-9);
        near(of.get("holm_adjusted_two_sided").get(i), pair.twoSided().holm(), 1e-9);
        near(of.get("bh_adjusted_two_sided").get(i), pair.twoSided().benjaminiHochberg(), 1e-9);
        if (result.gate().passed()) {
          assertEquals(!of.get("pair_not_different").get(i).asBoolean(), pair.different());
        }
      }
      if (of.has("cliques") && !of.get("cliques").isNull()) {
        assertEquals(lists(of.get("cliques")), members(result.bars()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nemenyisBarsAreAeons(JsonNode fixture) {
    JsonNode expected = fixture.get("expected").get("cliques_nemenyi");
    if (expected != null && !expected.isNull()) {
      CriticalDifference result =
          CriticalDifference.of(scores(fixture), options(fixture, WilcoxonSignedRank.Rule.MODERN));
      // aeon 1.5.0 takes the critical value of one name more than there are
      int names = result.order().length + 1;
      double range = StudentizedRange.quantile(names, fixture.get("alpha").asDouble());
      double distance = result.distance(fixture.get("scores").size(), range);
      assertEquals(lists(expected), members(result.closerThan(distance)));
    }
  }

  @Test
  void demsarsCriticalValues() {
    assertEquals(1.960, StudentizedRange.quantile(2, 0.05) / Math.sqrt(2), 5e-4);
    assertEquals(2.728, StudentizedRange.quantile(5, 0.05) / Math.sqrt(2), 5e-4);
    assertEquals(3.164, StudentizedRange.quantile(10, 0.05) / Math.sqrt(2), 5e-4);
    assertEquals(2.920, StudentizedRange.quantile(10, 0.10) / Math.sqrt(2), 5e-4);
    CriticalDifference four =
        CriticalDifference.of(
            new double[][] {{4, 3, 2, 1}, {4, 3, 2, 1}, {4, 3, 1, 2}},
            CriticalDifferenceOptions.defaults());
    // 2.291 √(4 · 5 / 18) = 2.41
    assertEquals(List.of(List.of(0, 1, 2), List.of(1, 2, 3)), members(four.nemenyi(3, 0.1)));
  }

  @Test
  void strictBarsHoldNoTwoThatDiffer() {
    SplittableRandom random = new SplittableRandom(8);
    CriticalDifferenceOptions strict =
        new CriticalDifferenceOptions(
            0.1,
            CriticalDifferenceOptions.Correction.HOLM,
            WilcoxonSignedRank.Rule.MODERN,
            CriticalDifferenceOptions.Mode.STRICT,
            false);
    for (int round = 0; round < 20; round++) {
      double[][] values = new double[30][6];
      for (double[] row : values) {
        for (int c = 0; c < row.length; c++) {
          row[c] = random.nextInt(20) - c * random.nextDouble() * 3;
        }
      }
      CriticalDifference result = CriticalDifference.of(values, strict);
      for (DifferencePair pair : result.pairs()) {
        boolean together =
            result.bars().stream()
                .anyMatch(bar -> bar.first() <= pair.a() && pair.b() <= bar.last());
        assertFalse(together && pair.different());
        assertEquals(result.gate().passed() && pair.twoSided().holm() <= 0.1, pair.different());
        if (pair.b() == pair.a() + 1) {
          assertEquals(!pair.different(), together);
        }
      }
    }
  }

  @Test
  void whatCannotBeCompared() {
    CriticalDifferenceOptions options = CriticalDifferenceOptions.defaults();
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> CriticalDifference.of(new double[][] {{1, 2}, {3, Double.NaN}}, options))
            .getMessage();
    assertEquals("row 1, column 1 is NaN", said);
    assertThrows(
        IllegalArgumentException.class, () -> CriticalDifference.of(new double[0][], options));
    CriticalDifference alone = CriticalDifference.of(new double[][] {{1}, {2}}, options);
    assertEquals(List.of(), alone.bars());
    assertTrue(alone.notes().toString().contains("one name alone"), alone.notes().toString());
  }
}
