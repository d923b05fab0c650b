package org.segmentattribution.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages are short where they must be, fit a screen, and use plain words. */
class PlainPagesTest {
  private static final int WORDS_OF_README = 800;
  private static final int WIDTH = 120;
  private static final Pattern LINK_TARGET = Pattern.compile("\\]\\([^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  // a command is called mend, and a page mending.md: these names are no prose
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)\\b(comes? to|came to|stands?(?! for| out)|stood|mend(s|ed|ing)(?!\\.\\w)|goes before|made anew"
              + "|costs nothing else|(is|are) told|told (by|from)|needed:)(?!\\w)");

  @Test
  void readmeIsShort() throws IOException {
    int words = Files.readString(Path.of("README.md")).strip().split("\\s+").length;
    assertTrue(words <= WORDS_OF_README, words + " words");
  }

  @Test
  void linesFitAScreen() throws IOException {
    List<String> wide = new ArrayList<>();
    for (Path page : Pages.all()) {
      List<String> lines = Pages.prose(page);
      for (int i = 0; i < lines.size(); i++) {
        if (isWide(lines.get(i))) {
          wide.add(page + ":" + (i + 1));
        }
      }
    }
    assertEquals(List.of(), wide);
  }

  @Test
  void wordsArePlain() throws IOException {
    List<String> odd = new ArrayList<>();
    for (Path page : Pages.all()) {
      // a phrase may go on in the next line, and so may quoted code
      String prose = CODE.matcher(String.join("\n", Pages.prose(page))).replaceAll("``");
      odd.addAll(
          oddWords(prose.replaceAll("\\s+", " ")).stream().map(w -> page + ": " + w).toList());
    }
    assertEquals(List.of(), odd);
  }

  @Test
  void rulesFindWhatTheyShould() {
    assertEquals(List.of("comes to", "stands", "mended"), oddWords("Comes to 3, stands, mended"));
    assertEquals(
        List.of(), oddWords("`…` stands for text; it stands out; become tomorrow; recommended"));
    assertTrue(isWide("x".repeat(WIDTH + 1)));
    assertFalse(isWide("x".repeat(WIDTH)));
    assertFalse(isWide("| " + "x".repeat(WIDTH) + " |"));
    assertFalse(isWide("[page](" + "x".repeat(WIDTH) + ")"));
  }

  static boolean isWide(String line) {
    String shown = LINK_TARGET.matcher(line).replaceAll("]");
    return !line.startsWith("|") && shown.codePointCount(0, shown.length()) > WIDTH;
  }

  static List<String> oddWords(String prose) {
    Matcher words = WORDS.matcher(prose);
    List<String> found = new ArrayList<>();
    while (words.find()) {
      found.add(words.group(1).toLowerCase(Locale.ROOT));
    }
    return found;
  }
}
