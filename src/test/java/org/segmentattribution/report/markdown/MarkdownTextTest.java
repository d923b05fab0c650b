package org.segmentattribution.report.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTextTest {
  @Test
  void namesDoNotBecomeMarkup() {
    assertEquals("a\\|b \\<img> \\*x\\* \\[y\\](z)", MarkdownText.plain("a|b\n<img> *x* [y](z)"));
    assertEquals("watermark.rank > 3", MarkdownText.plain("watermark.rank > 3"));
    assertEquals("tom & jerry #1 \\`\\\\ \\&amp;", MarkdownText.plain("tom & jerry #1 `\\ &amp;"));
    assertEquals("a_b \\_c\\_", MarkdownText.plain("a_b _c_"));
    assertEquals("\\# no heading", MarkdownText.plain("# no heading"));
    assertEquals("\\> no quotation", MarkdownText.plain("> no quotation"));
    assertEquals("1\\. no list", MarkdownText.plain("1. no list"));
    assertEquals("\\- no list", MarkdownText.plain("- no list"));
    assertEquals("1.5 to 2", MarkdownText.plain("1.5 to 2"));
  }

  @Test
  void codeHoldsNoQuoteAndNoBar() {
    assertEquals("`a 'b' c\u2223d`", MarkdownText.code("a `b`\tc|d"));
  }

  @Test
  void aTableHasALineARow() {
    assertEquals(
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
        MarkdownText.table(List.of("a", "b"), List.of(List.of("1", "2"), List.of("3", "4"))));
  }
}
