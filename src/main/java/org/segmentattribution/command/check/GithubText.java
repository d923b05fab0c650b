package org.segmentattribution.command.check;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.analysis.RuleResult;
import org.segmentattribution.report.markdown.MarkdownText;

/** Writes results of rules as GitHub Actions reads them. */
public final class GithubText {
  private GithubText() {}

  /** Returns a command that marks the job with an error, one a rule that does not hold. */
  public static List<String> annotations(List<RuleResult> results) {
    return results.stream().filter(result -> !result.passed()).map(GithubText::annotation).toList();
  }

  private static String annotation(RuleResult result) {
    return "::error title="
        + property("sat check: " + result.rule().text())
        + "::"
        + data("does not hold under " + result.method() + ": " + result.inWords());
  }

  /** Returns a section in Markdown with a table of all rules, for the page of the job. */
  public static String summary(Path run, List<RuleResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    String found =
        failed == 0 ? "all rules hold" : failed + " of " + results.size() + " do not hold";
    return "### sat check: "
        + found
        + "\n\nRun "
        + MarkdownText.code(run.toString())
        + "\n\n"
        + MarkdownText.table(
            List.of("", "rule", "method", "measured"),
            results.stream().map(GithubText::cells).toList())
        + "\n";
  }

  private static List<String> cells(RuleResult result) {
    return List.of(
        result.passed() ? "holds" : "**fails**",
        MarkdownText.plain(result.rule().text()),
        MarkdownText.plain(result.method()),
        MarkdownText.plain(result.inWords()));
  }

  /** Escapes what would end the value of a property. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** Escapes what would end a message; the per cent sign begins an escape. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
