package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.run.RunDirectory;

class ExplainWithoutMethodTest {
  private static final String SAID =
      "method auto: epsilon-plus-flat, since relevance has a rule for every layer;"
          + " sat methods lists others";
  private static final String KEPT =
      "was made by lrp-z, the default of earlier versions, and keeps it";

  @TempDir Path folder;

  @BeforeEach
  void drawImages() throws IOException {
    TestCalls.draw(folder.resolve("images"), "test", 1);
  }

  private Called explain(Object... more) {
    Object[] call = {
      "explain",
      "--images",
      folder.resolve("images"),
      "--model",
      TestCalls.MODEL,
      "--segmenter",
      "grid:2x2",
      "--out",
      folder.resolve("run")
    };
    return Called.sat(Stream.concat(Stream.of(call), Stream.of(more)).toArray());
  }

  private Map<String, Object> configuration() throws IOException {
    return RunDirectory.read(folder.resolve("run")).manifest().configuration();
  }

  private boolean hasRowsOf(String method) throws IOException {
    return Files.readString(folder.resolve("run/sat.csv")).contains("," + method + ",");
  }

  @Test
  void oneIsChosenAndNamedOnEveryCall() throws IOException {
    Called run = explain().ended(0);
    assertEquals(1, run.err().lines().filter(SAID::equals).count(), run.err());
    assertTrue(hasRowsOf("epsilon-plus-flat"));
    assertEquals(SAID, configuration().get("chosen-method"));
    String page = Files.readString(folder.resolve("run/report.html"));
    assertTrue(page.contains("since relevance has a rule for every layer"));
    Called again = explain("--method", "auto").ended(0);
    assertEquals(1, again.err().lines().filter(SAID::equals).count(), again.err());
    String other = explain("--method", "lrp-z").ended(2).err();
    assertTrue(other.contains("--method was [auto], is now [lrp-z]"), other);
  }

  @Test
  void aRunOfTheFormerDefaultKeepsItsTables() throws IOException {
    Called named = explain("--method", "lrp-z").ended(0);
    assertFalse(named.err().contains("method auto"), named.err());
    assertFalse(configuration().containsKey("chosen-method"));
    byte[] before = Files.readAllBytes(folder.resolve("run/run.json"));
    String err = explain().ended(0).err();
    assertTrue(err.contains(KEPT) && !err.contains("method auto"), err);
    assertEquals(-1, Files.mismatch(folder.resolve("run/run.json"), write(before)));
    Files.delete(folder.resolve("images/test/" + first()));
    assertTrue(explain().ended(0).err().contains(KEPT));
    assertTrue(hasRowsOf("lrp-z") && !hasRowsOf("epsilon-plus-flat"));
    String other = explain("--method", "auto").ended(2).err();
    assertTrue(other.contains("--method was [lrp-z], is now [auto]"), other);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("before.json"), bytes);
  }

  private String first() throws IOException {
    Path root = folder.resolve("images/test");
    try (Stream<Path> files = Files.walk(root)) {
      return root.relativize(files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow())
          .toString();
    }
  }
}
