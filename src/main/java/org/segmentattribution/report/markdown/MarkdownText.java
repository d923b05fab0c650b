package org.segmentattribution.report.markdown;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes names and sentences into Markdown, so that nothing in them becomes markup. */
public final class MarkdownText {
  private MarkdownText() {}

  /** What would be markup anywhere; a line between letters is none. */
  private static final String ANYWHERE =
      "[\\\\`*\\[\\]<|~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|&(?=#?\\w+;)";

  /** What would begin a quotation, a heading or a list. */
  private static final String FIRST = "^(>|[#+-]+\\s)";

  private static final String NUMBERED = "^(\\d+)([.)]\\s)";

  /** Returns a text on one line, with a backslash before what Markdown or HTML would read. */
  public static String plain(String text) {
    return oneLine(text)
        .replaceAll(ANYWHERE, "\\\\$0")
        .replaceFirst(FIRST, "\\\\$1")
        .replaceFirst(NUMBERED, "$1\\\\$2");
  }

  /** Returns a text as code; its quotation marks become apostrophes, and its bars look-alikes. */
  public static String code(String text) {
    // inside a table, no code may hold a bar; an escaped one would be shown with its backslash
    return "`" + oneLine(text).replace('`', '\'').replace('|', '\u2223') + "`";
  }

  /** Returns a line of a table; cells are Markdown already. */
  public static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Returns a table; cells are Markdown already. */
  public static String table(List<String> head, Collection<List<String>> rows) {
    String rule = "|" + "---|".repeat(head.size()) + "\n";
    return row(head) + rule + rows.stream().map(MarkdownText::row).collect(Collectors.joining());
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
  }
}
