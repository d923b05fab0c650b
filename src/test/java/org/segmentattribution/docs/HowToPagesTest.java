package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java of {@code docs/how-to} is that of the classes that the tests compile and run. */
class HowToPagesTest {
  private static final Path EXAMPLES = Path.of("src/test/java/org/segmentattribution/howto");
  private static final String REWRITE = "mvn test -Dtest=HowToPagesTest -Dsat.docs.write=true";
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)(<!-- (src/test/java/\\S+\\.java) -->\n```java\n)(.*?)(```\n)");

  @Test
  void pagesShowTheClasses() throws IOException {
    Set<Path> shown = new HashSet<>();
    for (Path page : list(Path.of("docs/how-to"), ".md")) {
      String text = Files.readString(page);
      Matcher example = EXAMPLE.matcher(text);
      StringBuilder fresh = new StringBuilder();
      while (example.find()) {
        Path source = Path.of(example.group(2));
        shown.add(source);
        String block = example.group(1) + Files.readString(source) + example.group(4);
        example.appendReplacement(fresh, Matcher.quoteReplacement(block));
      }
      example.appendTail(fresh);
      if (Boolean.getBoolean("sat.docs.write")) {
        Files.writeString(page, fresh);
      } else {
        assertEquals(fresh.toString(), text, page + " is not up to date; rewrite it: " + REWRITE);
      }
    }
    for (Path source : list(EXAMPLES, ".java")) {
      boolean example = !source.toString().matches(".*(Test|package-info)\\.java");
      assertTrue(!example || shown.contains(source), source + " is on no page");
    }
  }

  private static List<Path> list(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
