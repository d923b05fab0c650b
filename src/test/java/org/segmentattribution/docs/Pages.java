package org.segmentattribution.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's Markdown pages. */
final class Pages {
  private static final Set<String> NOT_OURS = Set.of("target", "runs", ".git");

  private Pages() {}

  /** Every page, in the order of names. */
  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>();
    // what the build writes while this test runs is not walked
    try (Stream<Path> tops = Files.list(Path.of(""))) {
      for (Path top : tops.filter(t -> !NOT_OURS.contains(t.toString())).sorted().toList()) {
        try (Stream<Path> files = Files.walk(top, 3)) {
          files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
      }
    }
    return pages;
  }

  /** A page's lines, with empty ones for blocks of code. */
  static List<String> prose(Path page) throws IOException {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(page)) {
      boolean fence = line.strip().startsWith("```");
      prose.add(code || fence ? "" : line);
      code ^= fence;
    }
    return prose;
  }
}
