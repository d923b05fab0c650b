package org.segmentattribution.command.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.analysis.RuleResult;

/**
 * What SARIF 2.1.0 asks of a log, as far as this one uses it; the files were also validated with
 * the schema of OASIS.
 */
class SarifLogTest {
  @TempDir Path folder;

  private JsonNode run(Path run, RuleResult... results) throws IOException {
    JsonNode log = new ObjectMapper().readTree(SarifLog.of(run, folder, List.of(results)));
    assertEquals("2.1.0", log.get("version").asText());
    assertEquals(1, log.get("runs").size());
    return log.get("runs").get(0);
  }

  @Test
  void rulesThatDoNotHoldAreResults() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/my run: 1"));
    JsonNode one =
        run(
            run,
            Results.of("logo.rank > 3", "gradient", true),
            Results.of("logo.rank > 3", "lrp-z", false),
            Results.of("sky.rank > 1", "gradient", true),
            Results.of("sky.rank > 1", "lrp-z", true),
            Results.absent("ghost.rank > 1"));
    JsonNode driver = one.path("tool").path("driver");
    assertEquals("sat", driver.get("name").asText());
    JsonNode rules = driver.get("rules");
    assertEquals(
        List.of("logo.rank > 3", "sky.rank > 1", "ghost.rank > 1"),
        StreamSupport.stream(rules.spliterator(), false).map(r -> r.get("id").asText()).toList());
    for (JsonNode rule : rules) {
      assertEquals("error", rule.path("defaultConfiguration").path("level").asText());
      for (String text : List.of("shortDescription", "fullDescription", "help")) {
        assertFalse(rule.path(text).path("text").asText().isBlank(), text);
      }
    }
    JsonNode results = one.get("results");
    assertEquals(2, results.size());
    for (JsonNode result : results) {
      // GitHub takes these levels alone
      assertTrue(Set.of("error", "warning", "note").contains(result.get("level").asText()));
      assertEquals("fail", result.get("kind").asText());
      int index = result.get("ruleIndex").asInt();
      assertEquals(rules.get(index).get("id"), result.get("ruleId"));
      JsonNode place = result.path("locations").path(0).path("physicalLocation");
      assertEquals(
          "runs/my%20run%3A%201/sat.csv", place.path("artifactLocation").path("uri").asText());
      assertEquals(1, place.path("region").path("startLine").asInt());
    }
    assertNotEquals(
        results.get(0).get("partialFingerprints"), results.get(1).get("partialFingerprints"));
    assertEquals(1.5, results.get(0).path("properties").path("mean").asDouble());
    assertFalse(results.get(1).path("properties").has("mean"), "JSON has no NaN");
    assertTrue(
        results.get(1).path("message").path("text").asText().contains("occurs in none of 10"));
  }

  @Test
  void whereAllRulesHoldThereIsAnEmptyList() throws IOException {
    JsonNode results = run(folder, Results.of("a.rank > 1", "m", true)).get("results");
    assertTrue(results.isArray() && results.isEmpty());
  }

  /** A path of the machine says nothing to those who read the file elsewhere. */
  @Test
  void ofARunElsewhereOnlyTheNameIsKept(@TempDir Path elsewhere) throws IOException {
    Path run = Files.createDirectory(elsewhere.resolve("explain"));
    JsonNode result = run(run, Results.of("a.rank > 1", "m", false)).path("results").path(0);
    assertEquals(
        "explain/sat.csv",
        result.at("/locations/0/physicalLocation/artifactLocation/uri").asText());
    JsonNode table =
        run(run.resolve("sat.parquet"), Results.of("a.rank > 1", "m", false)).path("results");
    assertEquals(
        "explain/sat.parquet",
        table.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText());
  }
}
