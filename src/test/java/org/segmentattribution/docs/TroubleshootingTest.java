package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message that {@code docs/troubleshooting.md} quotes is one of the program. */
class TroubleshootingTest {
  private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([^`]+)` \\| ");

  @Test
  void everyMessageIsInTheSources() throws IOException {
    String sources = sources();
    List<String> gone = new ArrayList<>();
    int messages = 0;
    Matcher matcher = MESSAGE.matcher(Files.readString(Path.of("docs/troubleshooting.md")));
    while (matcher.find()) {
      messages++;
      for (String stem : matcher.group(1).split("…")) {
        if (!stem.isBlank() && !sources.contains(stem)) {
          gone.add("'" + stem + "' of: " + matcher.group(1));
        }
      }
    }
    assertTrue(messages > 50, messages + " messages");
    assertEquals(List.of(), gone);
  }

  /** Sources and script with pieces of text joined and placeholders as gaps. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(Path.of("scripts/sat")));
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
        all.append(Files.readString(file));
      }
    }
    return all.toString()
        .replaceAll("\"\\s*\\+\\s*\"", "")
        .replace("\\\"", "\"")
        // the command line shows a setting as its flag
        .replaceAll("\\{([a-z][a-z-]*)}", "--$1");
  }
}
