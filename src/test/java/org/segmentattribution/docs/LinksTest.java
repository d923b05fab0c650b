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
import org.junit.jupiter.api.Test;

/** Links between the project's pages lead somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> dead = new ArrayList<>();
    List<Path> pages = Pages.all();
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
    for (Path page : Pages.all()) {
      String name = Path.of("docs").relativize(page).toString().replace('\\', '/');
      boolean listed = page.startsWith("docs") || page.startsWith("models");
      if (listed && !name.equals("README.md") && !index.contains("(" + name + ")")) {
        missing.add(name);
      }
    }
    assertEquals(List.of(), missing);
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
    for (String line : Pages.prose(page)) {
      if (line.startsWith("#")) {
        String text = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        String anchor = text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
        int before = 0;
        // headings of one name are counted
        while (!anchors.add(before == 0 ? anchor : anchor + "-" + before)) {
          before++;
        }
      }
    }
    return anchors;
  }
}
