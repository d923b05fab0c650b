package org.segmentattribution.benchmark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The classes that {@code scripts/bench} starts are where it looks for them. */
class BenchScriptTest {
  @Test
  void everyProgramOfTheScriptExists() throws IOException {
    List<String> programs =
        Pattern.compile("(?m)^\\s*main=(\\S+)$")
            .matcher(Files.readString(Path.of("scripts/bench")))
            .results()
            .map(match -> "org.segmentattribution." + match.group(1))
            .toList();
    assertFalse(programs.isEmpty());
    for (String program : programs) {
      ClassLoader loader = getClass().getClassLoader();
      assertDoesNotThrow(
          () -> Class.forName(program, false, loader).getDeclaredMethod("main", String[].class),
          program);
    }
  }
}
