package org.segmentattribution.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell steps of {@code .github/actions/sat}, with a {@code sat} that only talks. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ActionTest {
  private static final Path ACTION = Path.of(".github", "actions", "sat");

  @TempDir Path base;
  private String action;

  @BeforeEach
  void read() throws IOException {
    action = Files.readString(ACTION.resolve("action.yml"));
    ShellCall.script(
        base.resolve("tools/sat"), "#!/bin/sh\nprintf '<%s> ' \"$@\"\nexit \"$SAT_ENDS_WITH\"\n");
  }

  /** Returns the script of a step, without its indentation. */
  private String script(String step) {
    String from = action.substring(action.indexOf("    - name: " + step + "\n"));
    Matcher run = Pattern.compile("      run: \\|\n((?:        .*\n|\n)+)").matcher(from);
    assertTrue(run.find(), step);
    return run.group(1)
        .lines()
        .map(l -> l.replaceFirst("^ {8}", ""))
        .collect(Collectors.joining("\n"));
  }

  private ShellCall call(String step, int ends, Map<String, String> variables) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("PATH", base.resolve("tools") + ":" + System.getenv("PATH"));
    all.put("SAT_ENDS_WITH", String.valueOf(ends));
    // as GitHub calls it
    return ShellCall.of(
        base,
        all,
        List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script(step)));
  }

  private static String said(ShellCall call) {
    return String.join("\n", call.out()).strip();
  }

  private ShellCall check(int ends, String rules, String confident) throws Exception {
    return call(
        "Check",
        ends,
        Map.of("RULES", rules, "CONFIDENT", confident, "OUT", "my run", "SARIF", "a.sarif"));
  }

  @Test
  void aRuleThatDoesNotHoldFailsTheJob() throws Exception {
    ShellCall held = check(0, "watermark.rank > 3\n\n  body.rank <= 2 in $(zebra)\n", "false");
    assertEquals(0, held.code());
    assertEquals(
        "<check> <my run> <--github> <--sarif> <a.sarif> <--rule> <watermark.rank > 3>"
            + " <--rule> <body.rank <= 2 in $(zebra)>",
        said(held));
    ShellCall broken = check(1, "watermark.rank > 3", "true");
    assertEquals(1, broken.code());
    assertTrue(said(broken).contains("<--confident> <--rule>"), said(broken));
  }

  @Test
  void skippedImagesAreAWarning() throws Exception {
    Map<String, String> inputs =
        Map.of(
            "IMAGES", "a b", "MODEL", "m.onnx", "SEGMENTER", "grid:3x3", "CONFIG", "", "OUT", "r");
    ShellCall skipped = call("Explain", 3, inputs);
    assertEquals(0, skipped.code());
    assertTrue(skipped.out().stream().anyMatch(l -> l.contains("::warning title=sat explain::")));
    assertTrue(said(skipped).contains("<--images> <a b>"), said(skipped));
    assertEquals(2, call("Explain", 2, inputs).code());
    Map<String, String> more = new HashMap<>(inputs);
    more.put("CONFIG", "sat.conf");
    assertTrue(said(call("Explain", 0, more)).contains("<--config> <sat.conf>"));
  }

  /** What others write must not become a part of a script. */
  @Test
  void scriptsReadInputsAsVariablesAlone() {
    Matcher run = Pattern.compile("      run: \\|\n((?:        .*\n|\n)+)").matcher(action);
    int scripts = 0;
    while (run.find()) {
      assertTrue(!run.group(1).contains("${{"), run.group(1));
      scripts++;
    }
    assertEquals(5, scripts);
    Pattern.compile("uses: (\\S+)")
        .matcher(action)
        .results()
        .forEach(use -> assertTrue(use.group(1).matches(".+@[0-9a-f]{40}"), use.group(1)));
  }

  @Test
  void theExampleNamesInputsThatExist() throws IOException {
    Pattern input = Pattern.compile("^  ([a-z-]+):$", Pattern.MULTILINE);
    String inputs = action.substring(action.indexOf("inputs:"), action.indexOf("outputs:"));
    TreeSet<String> known =
        input
            .matcher(inputs)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    String example = Files.readString(ACTION.resolve("example.yml"));
    String given = example.substring(example.lastIndexOf("with:"));
    TreeSet<String> named =
        Pattern.compile("^          ([a-z-]+):", Pattern.MULTILINE)
            .matcher(given)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(named.contains("rules") && known.containsAll(named), known + " " + named);
  }
}
