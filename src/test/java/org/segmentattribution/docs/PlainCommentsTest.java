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

/** Javadoc and comments use plain words, fit a screen, and introduce every package. */
class PlainCommentsTest {
  private static final Path ROOT = Path.of("src/main/java");
  private static final int FEWEST_WORDS = 5;
  // a literal is found first, so that what looks like a comment within it is none
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'"
              + "|(?<comment>//[^\n]*|/\\*(?:[^*]|\\*(?!/))*+\\*/)");
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\n\\s*(?:\\*(?!/)\\s*)?");
  private static final Pattern BEGINNING =
      Pattern.compile("^/\\*\\*\\s*(Of|The same|As above|Like)\\b");

  @Test
  void wordsArePlain() throws IOException {
    List<String> odd = new ArrayList<>();
    for (Path file : files()) {
      for (String comment : comments(Files.readString(file))) {
        PlainPagesTest.oddWords(oneLine(comment)).forEach(word -> odd.add(file + ": " + word));
      }
    }
    assertEquals(List.of(), odd);
  }

  @Test
  void javadocSaysWhatThingsAre() throws IOException {
    List<String> odd = new ArrayList<>();
    for (Path file : files()) {
      for (String comment : comments(Files.readString(file))) {
        if (BEGINNING.matcher(oneLine(comment)).find()) {
          odd.add(file + ": " + oneLine(comment));
        }
      }
    }
    assertEquals(List.of(), odd);
  }

  @Test
  void linesFitAScreen() throws IOException {
    List<String> wide = new ArrayList<>();
    for (Path file : files()) {
      for (String comment : comments(Files.readString(file))) {
        comment.lines().filter(PlainPagesTest::isWide).forEach(l -> wide.add(file + ": " + l));
      }
    }
    assertEquals(List.of(), wide);
  }

  @Test
  void everyPackageIsIntroduced() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path folder : files().stream().map(Path::getParent).distinct().toList()) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info) || words(Files.readString(info)) < FEWEST_WORDS) {
        silent.add(folder.toString());
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void rulesFindWhatTheyShould() {
    String code =
        """
        /**
         * Of a map, what it
         * comes to.
         */
        String text = "// no comment"; // a comment
        char quote = '"'; /** Like it. */
        """;
    List<String> found = comments(code);
    assertEquals(
        List.of("/** Of a map, what it comes to. */", "// a comment", "/** Like it. */"),
        found.stream().map(PlainCommentsTest::oneLine).toList());
    assertEquals(List.of("comes to"), PlainPagesTest.oddWords(oneLine(found.get(0))));
    assertTrue(BEGINNING.matcher(oneLine(found.get(0))).find());
    assertTrue(BEGINNING.matcher(found.get(2)).find());
    assertEquals(9, words(found.get(0)) + words(found.get(1)));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> comments(String code) {
    List<String> comments = new ArrayList<>();
    Matcher token = TOKEN.matcher(code);
    while (token.find()) {
      if (token.group("comment") != null) {
        comments.add(token.group("comment"));
      }
    }
    return comments;
  }

  private static String oneLine(String comment) {
    return LINE_BREAK.matcher(comment).replaceAll(" ");
  }

  private static int words(String code) {
    int words = 0;
    for (String comment : comments(code)) {
      words += comment.replaceAll("[^\\p{L}]+", " ").strip().split(" ").length;
    }
    return words;
  }
}
