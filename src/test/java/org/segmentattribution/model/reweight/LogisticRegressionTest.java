package org.segmentattribution.model.reweight;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares with scikit-learn (scripts/make-logistic-regression.py). */
class LogisticRegressionTest {
  @Test
  void weightsAreThoseOfScikitLearn() throws IOException {
    Path file = Path.of("src/test/resources/reweight/regression.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode cases = json.readTree(file.toFile()).get("cases");
    assertEquals(6, cases.size());
    for (JsonNode of : cases) {
      Penalty penalty =
          new Penalty(Penalty.Norm.valueOf(of.get("norm").asText()), of.get("loss").asDouble());
      float[][] rows = json.convertValue(of.get("rows"), float[][].class);
      double[][] weights = json.convertValue(of.get("weights"), double[][].class);
      double[] bias = json.convertValue(of.get("bias"), double[].class);
      LinearHead head =
          new LogisticRegression(penalty, 1)
              .fit(rows, json.convertValue(of.get("labels"), int[].class), bias.length);
      for (int c = 0; c < bias.length; c++) {
        for (int j = 0; j < weights[c].length; j++) {
          double room = 0.02 * (0.1 + Math.abs(weights[c][j]));
          assertEquals(weights[c][j], head.weights()[c][j], room, penalty + ", weight " + j);
        }
        assertEquals(bias[c], head.bias()[c], 0.02 * (1 + Math.abs(bias[c])), penalty.toString());
      }
    }
  }

  @Test
  void aFeatureThatNeverChangesHasNoWeight() {
    float[][] rows = {{0, 7}, {1, 7}, {2, 7}, {3, 7}};
    LinearHead head =
        new LogisticRegression(new Penalty(Penalty.Norm.L2, 1), 1)
            .fit(rows, new int[] {0, 0, 1, 1}, 2);
    assertEquals(0, head.weights()[1][1]);
    assertArrayEquals(
        new int[] {0, 1}, new int[] {head.predicted(rows[0]), head.predicted(rows[3])});
  }

  @Test
  void refusesAClassWithoutRows() {
    LogisticRegression regression = new LogisticRegression(Penalty.CHOICE.get(0), 1);
    float[][] rows = {{0}, {1}};
    assertThrows(IllegalArgumentException.class, () -> regression.fit(rows, new int[] {0, 0}, 2));
  }
}
