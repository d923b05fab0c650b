package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the project's pages lead somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Set<String> NOT_OURS = Set.of("target", "runs", ".git");

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> dead = new ArrayList<>();
    List<Path> pages = pages();
    for (Path page : pages) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        String to = link.group(1);
        if (!to.matches("[a-z]+:.*") && !leadsSomewhere(page, to)) {
          dead.add(page + ": " + to);
        }
      }
    }
    assertTrue(pages.size() > 10);
    assertEquals(List.of(), dead);
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    String index = Files.readString(Path.of("docs/README.md"));
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      String name = Path.of("docs").relativize(page).toString().replace('\\', '/');
      if (page.startsWith("docs") && !name.equals("README.md") && !index.contains("(" + name)) {
        missing.add(name);
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    // what the build writes while this test runs is not walked
    try (Stream<Path> tops = Files.list(Path.of(""))) {
      for (Path top : tops.filter(t -> !NOT_OURS.contains(t.toString())).sorted().toList()) {
        try (Stream<Path> files = Files.walk(top, 3)) {
          files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
      }
    }
    return pages;
  }

  private static boolean leadsSomewhere(Path page, String to) throws IOException {
    int hash = to.indexOf('#');
    String file = hash < 0 ? to : to.substring(0, hash);
    Path target = file.isEmpty() ? page : page.toAbsolutePath().resolveSibling(file).normalize();
    if (hash < 0 || !Files.isRegularFile(target)) {
      return Files.exists(target);
    }
    return anchors(target).contains(to.substring(hash + 1));
  }

  /** Anchors of headings as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        String text = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }
}
