package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Whatever a name holds, it stays a text: an XML parser gives it back. */
class SvgWriterTest {
  private static final TextStyle STYLE = TextStyle.of(8);

  private static SvgBoxes read(SvgWriter svg) throws Exception {
    return new SvgBoxes(svg.finish());
  }

  /** What XML can hold: line ends as blanks, what is no character as U+FFFD. */
  private static String shown(String text) {
    return text.codePoints()
        .mapToObj(
            c -> {
              boolean blank = c == '\t' || c == '\n' || c == '\r';
              boolean none =
                  c < 0x20
                      || c >= 0x7f && c <= 0x9f
                      || c >= 0xd800 && c <= 0xdfff
                      || c == 0xfffe
                      || c == 0xffff;
              return blank ? " " : none ? "\ufffd" : Character.toString(c);
            })
        .collect(Collectors.joining());
  }

  @Property(tries = 300)
  void anyTextComesBack(@ForAll @StringLength(max = 30) String text) throws Exception {
    SvgWriter svg = new SvgWriter(100, 50, text, text);
    svg.text(1, 2, text, STYLE, "data-name", text);
    svg.open("g", "id", text);
    svg.tooltip(text);
    svg.close();
    SvgBoxes read = read(svg);
    assertEquals(List.of(shown(text)), read.texts());
    assertEquals(shown(text), read.elements("text").get(0).getAttribute("data-name"));
    assertEquals(shown(text), read.elements("desc").get(0).getTextContent());
    assertEquals(shown(text), read.elements("g").get(0).getAttribute("id"));
    assertEquals(2, read.elements("title").size());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "</text><script>x</script>",
        "\" onload=\"x",
        "' onload='x",
        "&lt;b&gt; &amp; &#60;",
        "]]> <![CDATA[ x ]]>",
        "<!-- x --> <?php x ?>",
      })
  void markupStaysText(String text) throws Exception {
    SvgWriter svg = new SvgWriter(100, 50, text, text);
    svg.text(1, 2, text, STYLE, "data-name", text);
    SvgBoxes read = read(svg);
    assertEquals(text, read.texts().get(0));
    assertTrue(read.elements("script").isEmpty());
    Element element = read.elements("text").get(0);
    assertEquals(text, element.getAttribute("data-name"));
    assertFalse(element.hasAttribute("onload"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "-0.004, 0.00",
    "1.005, 1.01",
    "2.344999, 2.34",
    "-3.455, -3.46",
    "1e7, 10000000.00"
  })
  void numbersHaveTwoDecimals(double value, String text) {
    assertEquals(text, SvgWriter.number(value));
  }

  @Property(tries = 200)
  void numbersAreNearAndPlain(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    String text = SvgWriter.number(value);
    assertTrue(text.matches("-?\\d+\\.\\d\\d"), text);
    assertEquals(value, Double.parseDouble(text), 0.00501);
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      SvgWriter svg = new SvgWriter(10, 10, "t", "d");
      assertThrows(IllegalArgumentException.class, () -> svg.rect(0, bad, 1, 1));
    }
  }

  @Test
  void aRectangleIsNeverNegative() throws Exception {
    SvgWriter svg = new SvgWriter(10, 10, "t", "d");
    svg.rect(1, 2, -5, 3, "fill", "red");
    Element rect = read(svg).elements("rect").get(1);
    assertEquals("0.00", rect.getAttribute("width"));
    assertEquals("3.00", rect.getAttribute("height"));
    assertEquals("red", rect.getAttribute("fill"));
  }

  @Test
  void aTextThatIsCutHasItsWholeInATooltip() throws Exception {
    SvgWriter svg = new SvgWriter(100, 50, "t", "d");
    svg.fitted(1, 2, "a rather long name", 30, STYLE);
    svg.fitted(1, 20, "short", 90, STYLE);
    SvgBoxes read = read(svg);
    assertTrue(read.texts().get(0).endsWith("\u2026"));
    assertEquals("short", read.texts().get(1));
    List<String> titles = read.elements("title").stream().map(Element::getTextContent).toList();
    assertEquals(List.of("t", "a rather long name"), titles);
  }

  @Test
  void stylesAreWrittenWhereTheyAreNotTheUsual() throws Exception {
    SvgWriter svg = new SvgWriter(100, 50, "t", "d");
    svg.text(1, 2, "plain", STYLE);
    svg.text(1, 2, "all", STYLE.middle().bold(true).fill("#123456").haloed());
    svg.text(1, 2, "end", STYLE.end());
    List<Element> texts = read(svg).elements("text");
    assertEquals("", texts.get(0).getAttribute("text-anchor"));
    assertEquals("", texts.get(0).getAttribute("stroke"));
    assertEquals("middle", texts.get(1).getAttribute("text-anchor"));
    assertEquals("bold", texts.get(1).getAttribute("font-weight"));
    assertEquals("#123456", texts.get(1).getAttribute("fill"));
    assertEquals("stroke", texts.get(1).getAttribute("paint-order"));
    assertEquals("end", texts.get(2).getAttribute("text-anchor"));
  }

  @Property(tries = 200)
  void aTextIsCutAsLittleAsNeeded(
      @ForAll @StringLength(min = 1, max = 25) String text,
      @ForAll @DoubleRange(min = 5, max = 150) double width) {
    String fit = STYLE.fit(text, width);
    if (STYLE.width(text) <= width) {
      assertEquals(text, fit);
      return;
    }
    assertTrue(fit.endsWith("\u2026"));
    assertTrue(fit.equals("\u2026") || STYLE.width(fit) <= width);
    int kept = fit.codePointCount(0, fit.length()) - 1;
    int all = text.codePointCount(0, text.length());
    for (int longer = kept + 1; longer < all; longer++) {
      String start = text.substring(0, text.offsetByCodePoints(0, longer)).strip();
      boolean room = STYLE.width(start + "\u2026") <= width;
      assertFalse(room && start.codePointCount(0, start.length()) > kept, "room for more");
    }
  }

  @Property(tries = 200)
  void widthsAddUpAndGrowWithSizeAndWeight(@ForAll String one, @ForAll String other) {
    boolean pair =
        !one.isEmpty()
            && !other.isEmpty()
            && Character.isHighSurrogate(one.charAt(one.length() - 1))
            && Character.isLowSurrogate(other.charAt(0));
    if (!pair) {
      assertEquals(
          TextWidth.of(one, 7, false) + TextWidth.of(other, 7, false),
          TextWidth.of(one + other, 7, false),
          1e-6);
    }
    assertEquals(2 * TextWidth.of(one, 7, false), TextWidth.of(one, 14, false), 1e-6);
    assertTrue(TextWidth.of(one, 7, true) >= TextWidth.of(one, 7, false));
  }

  /** Helvetica's advance widths, as its metrics file has them, in thousandths of the size. */
  @ParameterizedTest
  @CsvSource({
    "i, 222", "l, 222", "t, 278", "a, 556", "m, 833", "w, 722", "W, 944", "M, 833", "A, 667",
    "Q, 778", "O, 778", "0, 556", "%, 889", "@, 1015", "., 278", "-, 333", "_, 556", "&, 667"
  })
  void noCharacterIsWiderThanItIsTakenFor(String character, double thousandths) {
    assertTrue(TextWidth.of(character, 1, false) >= 0.99 * thousandths / 1000, character);
  }

  @Test
  void linesBreakBetweenWords() {
    List<String> lines = STYLE.lines("one two three four five", STYLE.width("one two three"));
    assertEquals("one two three four five", String.join(" ", lines));
    assertEquals("one two three", lines.get(0));
    assertEquals(List.of("word"), STYLE.lines("word", 100));
    for (String line : STYLE.lines("a bb ccc dddd eeeee ffffff", 30)) {
      assertTrue(STYLE.width(line) <= 30, line);
    }
  }

  @Test
  void raisedDigitsAreRunsOfTheirOwn() {
    assertEquals(
        List.of(
            new TextRun("3.2\u00d710", false),
            new TextRun("\u221212", true),
            new TextRun(" and", false)),
        TextRun.of("3.2\u00d710\u207b\u00b9\u00b2 and"));
    assertEquals(List.of(), TextRun.of(""));
    assertTrue(new TextRun("2", true).size(10) < 10 && new TextRun("2", true).rise(10) > 0);
    assertEquals(10, new TextRun("2", false).size(10));
  }
}
