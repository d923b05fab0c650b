package org.segmentattribution.command.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.run.Versions;

/**
 * Writes results of rules in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format). All
 * rules are listed; results are those that do not hold, since services such as GitHub's code
 * scanning show every result as a problem, also one of the kind {@code pass}.
 */
public final class SarifLog {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SarifLog() {}

  /**
   * Returns the whole file, which ends with a line end.
   *
   * @param run folder of a run, or its table
   * @param from folder to which the path of the table is relative; of a run elsewhere, only its
   *     name is kept
   */
  public static String of(Path run, Path from, List<RuleResult> results) throws IOException {
    List<String> rules = results.stream().map(r -> r.rule().text()).distinct().toList();
    ObjectNode log = JSON.createObjectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode one = log.putArray("runs").addObject();
    ObjectNode driver = one.putObject("tool").putObject("driver");
    driver.put("name", "sat");
    driver.put("version", Versions.product());
    ArrayNode descriptions = driver.putArray("rules");
    rules.forEach(rule -> describe(descriptions.addObject(), rule));
    one.put("columnKind", "utf16CodeUnits");
    Path table = Files.isDirectory(run) ? run.resolve("sat.csv") : run;
    ArrayNode failed = one.putArray("results");
    for (RuleResult result : results) {
      if (!result.passed()) {
        locate(add(failed.addObject(), result, rules), table, from);
      }
    }
    return JSON.writeValueAsString(log) + "\n";
  }

  private static void describe(ObjectNode to, String rule) {
    to.put("id", rule);
    to.putObject("shortDescription").put("text", rule);
    to.putObject("fullDescription")
        .put("text", "The segments of a run must fulfil this rule of sat check: " + rule);
    to.putObject("help")
        .put("text", "report.html of the run shows what the classifier looks at, and photographs.");
    to.putObject("defaultConfiguration").put("level", "error");
  }

  private static ObjectNode add(ObjectNode to, RuleResult result, List<String> rules) {
    String rule = result.rule().text();
    to.put("ruleId", rule);
    to.put("ruleIndex", rules.indexOf(rule));
    to.put("kind", "fail");
    to.put("level", "error");
    to.putObject("message")
        .put("text", rule + " does not hold under " + result.method() + ": " + result.inWords());
    // all rules are about one file: without it they would be one alert
    to.putObject("partialFingerprints")
        .put("primaryLocationLineHash", new Sha256().add(rule + "\n" + result.method()).hex());
    ObjectNode measured = to.putObject("properties");
    measured.put("method", result.method());
    measured.put("images", result.images());
    measured.put("found", result.found());
    number(measured, "mean", result.mean());
    number(measured, "low", result.low());
    number(measured, "high", result.high());
    return to;
  }

  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    }
  }

  /** Names the table, below the folder of the sources or else by its last names alone. */
  private static void locate(ObjectNode result, Path table, Path sources) {
    Path whole = table.toAbsolutePath().normalize();
    Path base = sources.toAbsolutePath().normalize();
    boolean below = whole.startsWith(base);
    int names = whole.getNameCount();
    Path relative = below ? base.relativize(whole) : whole.subpath(Math.max(0, names - 2), names);
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    ObjectNode artifact = place.putObject("artifactLocation").put("uri", uri(relative));
    if (below) {
      artifact.put("uriBaseId", "%SRCROOT%");
    }
    place.putObject("region").put("startLine", 1);
  }

  /** Returns a path as a relative reference of RFC 3986. */
  private static String uri(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(part -> URLEncoder.encode(part.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
