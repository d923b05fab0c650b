package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.analysis.Rule;
import org.segmentattribution.analysis.RuleCheck;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.command.check.GithubText;
import org.segmentattribution.command.check.SarifLog;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.page.JUnitXml;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.page.TableFormat;
import org.segmentattribution.run.RunCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "A gate for pipelines: exit code 0 if every rule holds in a run, 1 if one does not.",
      ""
    },
    footer = {
      "",
      "A rule is SEGMENT.MEASURE < <= > or >= NUMBER, then \"in CLASS\" and \"by METHOD\" where",
      "wanted; without a method it must hold under each. Measures: rank, attribution,",
      "attribution_share, calibrated_rank, shift_share (means over the images with the segment), the",
      "first three with absolute_ before them (over all images), and detected (share of the images);",
      "after sat ablate also effect, excess and flip_rate.",
      "",
      "Examples:",
      "  sat check runs/explain --rule \"watermark.rank > 3\" --rule \"person.rank <= 2 in climbing\" \\",
      "      --junit check.xml",
      "  sat check runs/explain --rule \"watermark.rank > 3\" --github --sarif check.sarif"
    })
final class CheckCommand implements Callable<Integer> {
  /** Names the file to which a step of GitHub Actions adds what the job's page shows. */
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  @Parameters(paramLabel = "RUN", description = "run directory, or its sat.csv or sat.parquet")
  private Path run;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      required = true,
      split = ConfigDefaults.SEPARATOR,
      description = "what must hold; may be repeated")
  private List<String> rule;

  @Option(
      names = "--confident",
      description = "the whole 95 %% interval must fulfil a rule, not the mean alone")
  private boolean confident;

  @Option(
      names = "--allow-missing",
      description = "a rule on a segment that occurs nowhere counts as fulfilled, not as broken")
  private boolean allowMissing;

  @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit XML")
  private Path junit;

  @Option(names = "--json", paramLabel = "FILE", description = "write them as JSON")
  private Path json;

  @Option(
      names = "--github",
      description =
          "in a GitHub Actions job: print an annotation for each rule that does not hold, and add a"
              + " table to the summary of the step")
  private boolean github;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "write the rules, and those that do not hold as results, as SARIF 2.1.0")
  private Path sarif;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the bootstrap (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    RunCheck.tables(run, System.err::println);
    List<RuleResult> results = new RuleCheck(confident, allowMissing, seed).of(run, rules());
    for (RuleResult result : results) {
      System.out.printf(
          "%s  %s  [%s]%n      %s%n",
          result.passed() ? "PASS" : "FAIL",
          line(result.rule().text()),
          line(result.method()),
          line(result.inWords()));
    }
    long failed = results.stream().filter(r -> !r.passed()).count();
    System.out.println(
        failed == 0 ? "all rules hold" : failed + " of " + results.size() + " do not hold");
    if (junit != null) {
      write(junit, JUnitXml.of("sat check " + run, results.stream().map(this::test).toList()));
    }
    if (json != null) {
      write(json, TableFormat.JSON.text(table(results)));
    }
    if (sarif != null) {
      write(sarif, SarifLog.of(run, Path.of(""), results));
    }
    if (github) {
      tellGithub(results);
    }
    return failed == 0 ? 0 : 1;
  }

  private void tellGithub(List<RuleResult> results) throws IOException {
    GithubText.annotations(results).forEach(System.out::println);
    String summary = System.getenv(SUMMARY);
    if (summary == null || summary.isBlank()) {
      System.err.println("note: " + SUMMARY + " is not set, so no summary of the step is written");
      return;
    }
    Files.writeString(
        Path.of(summary),
        GithubText.summary(run, results),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Returns a text without line ends: a line of a name could be a command of GitHub Actions. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private List<Rule> rules() {
    try {
      return rule.stream().map(Rule::parse).toList();
    } catch (WrongInput e) {
      throw WrongInput.in("rule", e);
    }
  }

  private JUnitXml.Case test(RuleResult result) {
    return new JUnitXml.Case(
        result.rule().text(), "sat." + result.method(), result.passed(), result.inWords());
  }

  private static ResultTable table(List<RuleResult> results) {
    List<List<Object>> rows = new ArrayList<>();
    for (RuleResult r : results) {
      rows.add(
          List.of(
              r.rule().text(),
              r.method(),
              r.passed(),
              r.mean(),
              r.low(),
              r.high(),
              r.sureness(),
              r.found(),
              r.images()));
    }
    return new ResultTable(
        List.of("rule", "method", "passed", "mean", "low", "high", "sureness", "found", "images"),
        rows);
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    ReplacedFile.write(file, part -> Files.writeString(part, text));
  }
}
