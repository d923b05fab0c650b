package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Every case of stats/agreement.json. */
class AgreementTest {
  private static JsonNode fixture() throws IOException {
    try (InputStream in = AgreementTest.class.getResourceAsStream("/stats/agreement.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static void near(JsonNode expected, double actual) {
    if (expected.isNull()) {
      assertTrue(Double.isNaN(actual), "expected none, was " + actual);
    } else {
      assertEquals(expected.asDouble(), actual, 1e-12 * Math.max(1, Math.abs(actual)));
    }
  }

  @Test
  void rankCorrelations() throws IOException {
    for (JsonNode one : fixture().get("agreement")) {
      double[][] values = new double[one.get("methods").size()][];
      for (int m = 0; m < values.length; m++) {
        values[m] = numbers(one.get("values").get(m));
      }
      JsonNode expected = one.get("expected");
      for (int a = 0; a < values.length; a++) {
        for (int b = 0; b < values.length; b++) {
          near(expected.get("kendall_tau_b").get(a).get(b), KendallTau.b(values[a], values[b]));
          near(expected.get("spearman_rho").get(a).get(b), Spearman.rho(values[a], values[b]));
        }
      }
      KendallW concordance = KendallW.of(values);
      near(expected.get("kendall_w"), concordance.w());
      near(expected.get("chi_square"), concordance.chiSquare());
    }
  }

  @Test
  void trends() throws IOException {
    for (JsonNode one : fixture().get("trend")) {
      MannKendall trend = MannKendall.of(numbers(one.get("values")));
      assertEquals(one.get("expected").get("s").asLong(), trend.s());
      near(one.get("expected").get("variance"), trend.variance());
      near(one.get("expected").get("z"), trend.z());
      assertEquals(one.get("expected").get("p_two_sided").asDouble(), trend.pValue(), 1e-9);
    }
  }

  @Test
  void adjustments() throws IOException {
    JsonNode adjust = fixture().get("adjust");
    double[] p = numbers(adjust.get("p"));
    assertArrayEquals(numbers(adjust.get("holm")), Adjustment.holm(p), 1e-12);
    assertArrayEquals(
        numbers(adjust.get("benjamini_hochberg")), Adjustment.benjaminiHochberg(p), 1e-12);
  }
}
