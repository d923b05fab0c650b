package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class KendallTauTest {
  /** Values of scipy (stats/agreement.json). */
  @Test
  void agreesWithScipy() throws IOException {
    JsonNode cases;
    try (InputStream in = KendallTauTest.class.getResourceAsStream("/stats/agreement.json")) {
      cases = new ObjectMapper().readTree(in).path("agreement");
    }
    assertEquals(3, cases.size());
    for (JsonNode one : cases) {
      JsonNode expected = one.path("expected").path("kendall_tau_b");
      for (int i = 0; i < expected.size(); i++) {
        for (int j = 0; j < expected.size(); j++) {
          double tau = KendallTau.b(values(one, i), values(one, j));
          assertEquals(expected.get(i).get(j).asDouble(), tau, 1e-12);
        }
      }
    }
  }

  private static double[] values(JsonNode one, int method) {
    double[] values = new double[one.path("values").get(method).size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = one.path("values").get(method).get(k).asDouble();
    }
    return values;
  }

  @Test
  void isNotDefinedForConstantLists() {
    assertTrue(Double.isNaN(KendallTau.b(new double[] {1, 1, 1}, new double[] {1, 2, 3})));
    assertTrue(Double.isNaN(KendallTau.b(new double[] {1}, new double[] {1})));
  }
}
