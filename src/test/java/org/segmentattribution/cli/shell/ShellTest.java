package org.segmentattribution.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Called;

class ShellTest {
  @TempDir Path folder;

  private static String script(String shell) {
    Called called = Called.sat("completion", shell).ended(0);
    assertEquals("", called.err());
    return called.out();
  }

  /** Runs a shell, or skips the test where it is not installed. */
  private String printed(String shell, String script, String... more) throws Exception {
    assumeTrue(isThere(shell), shell + " is not installed");
    Path file = folder.resolve("script");
    Files.writeString(file, script + "\n" + String.join("\n", more) + "\n");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(shell, file.toString()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), Files.readString(err));
    return out;
  }

  private static boolean isThere(String shell) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(shell, "-c", "exit 0").start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String bash(String... words) throws Exception {
    return printed(
        "bash",
        script("bash"),
        "COMP_WORDS=(" + String.join(" ", words) + ")",
        "COMP_CWORD=" + (words.length - 1),
        "_complete_sat 2>/dev/null",
        "echo \"${COMPREPLY[@]}\"");
  }

  @Test
  void bashCompletesCommandsFlagsAndValues() throws Exception {
    assertEquals("explain experiment", bash("sat", "exp"));
    assertEquals("'--segmenter' '--segmenter-classes' '--segments'", quoted("explain", "--seg"));
    assertEquals("watermark", bash("sat", "experiment", "wat"));
    assertEquals("bash", bash("sat", "completion", "ba"));
  }

  private String quoted(String command, String begun) throws Exception {
    List<String> found =
        List.of(bash("sat", command, begun).replace("'", "").split(" ")).stream().sorted().toList();
    return "'" + String.join("' '", found) + "'";
  }

  @Test
  void zshReadsTheScript() throws Exception {
    String script = script("zsh");
    assertTrue(script.startsWith("#compdef sat\n"), "as a file of fpath");
    assertEquals("sat:_bash_complete", printed("zsh", script, "print sat:${_comps[sat]%% *}"));
  }

  @Test
  void fishCompletesCommandsAndFlags() throws Exception {
    String script = script("fish");
    assertTrue(script.lines().skip(1).allMatch(line -> line.startsWith("complete -c sat ")));
    assertTrue(
        script.contains(
            "__fish_seen_subcommand_from watermark; and not"
                + " __fish_seen_subcommand_from experiment"),
        "two commands have this name");
    assertFalse(script.contains("(default:") || script.contains("DEFAULT-VALUE"), "of some file");
    String found = printed("fish", script, "complete -C'sat experiment wat'");
    assertTrue(found.startsWith("watermark\t"), found);
  }

  @Test
  void helpGoesToAnyDepth() {
    assertTrue(Called.sat("help").ended(0).out().startsWith("Usage: sat "));
    assertEquals(
        Called.sat("explain", "--help").ended(0).out(), Called.sat("help", "explain").out());
    assertTrue(
        Called.sat("help", "experiment", "watermark")
            .ended(0)
            .out()
            .startsWith("Usage: sat experiment watermark "));
  }
}
