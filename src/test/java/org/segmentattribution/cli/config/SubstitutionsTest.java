package org.segmentattribution.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file's substitutions would make of it; lists of names as flags take them. */
class SubstitutionsTest {
  private static double size(String text) {
    return Substitutions.size(ConfigFactory.parseString(text).root());
  }

  /** Characters of a file whose substitutions have been made. */
  private static int resolved(String text) {
    Config config = ConfigFactory.parseString(text).resolve();
    return config.entrySet().stream()
        .mapToInt(e -> e.getValue().render(ConfigRenderOptions.concise()).length())
        .sum();
  }

  @Test
  void withoutReferencesAFileIsAsLongAsItsValues() {
    // "abc" with its quotes and one more, 12 and one more
    assertEquals(6 + 3, size("a = abc, b = 12"));
    assertEquals(size("a.b.c = abc"), size("a { b { c = abc } }"));
    assertEquals(0, size(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 0123456789\nb = ${a}${a}\nc = ${b}${b}${b}",
        "a { x = 11111, y = 22222 }\nb = ${a}\nc = ${b.x}",
        "a = [1, 2, 3]\nb = ${a} [4]\nc = ${b} ${b}",
        "a = one\na = ${a}two\na = ${a}three",
        "x = ${?nothing}\ny = text",
      })
  void atLeastWhatTheLibraryMakes(String text) {
    assertTrue(size(text) >= resolved(text), size(text) + " < " + resolved(text));
  }

  /** A line that names the line before so many times: a text of that many times its length. */
  @Property(tries = 40)
  void aLadderGrowsByItsFactorEachLine(
      @ForAll @IntRange(min = 1, max = 25) int lines,
      @ForAll @IntRange(min = 1, max = 6) int factor) {
    StringBuilder text = new StringBuilder("a0 = 0123456789\n");
    for (int i = 1; i <= lines; i++) {
      text.append("a").append(i).append(" = ").append(("${a" + (i - 1) + "}").repeat(factor));
      text.append('\n');
    }
    double least = 10 * Math.pow(factor, lines);
    double size = size(text.toString());
    assertTrue(size >= least, size + " < " + least);
    // a line of a reference chain is no longer than 200 characters, comments included
    double most = 200.0 * (lines + 1) * (lines + 1) * Math.pow(factor, lines);
    assertTrue(size <= most, size + " > " + most);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12})
  void aValueThatNamesItselfTwiceDoublesEachTime(int lines) {
    String text = "a = 0123456789\n" + "a = ${a}${a}\n".repeat(lines);
    int made = resolved(text);
    assertTrue(made >= 10 << lines);
    assertTrue(size(text) >= made, size(text) + " < " + made);
  }

  @Test
  void aThousandLinesAreMeasuredInNoTime() {
    StringBuilder text = new StringBuilder("a0 = x\n");
    for (int i = 1; i < 1000; i++) {
      text.append("a%d = ${a%d}${a%d}%n".formatted(i, i - 1, i - 1));
    }
    assertTimeout(Duration.ofSeconds(10), () -> assertTrue(size(text.toString()) > 1e100));
  }

  @Test
  void valuesThatNameEachOtherEnd() {
    assertTrue(size("a = ${b}\nb = ${a}") > 0);
    assertTrue(size("a = ${a}") > 0);
  }

  @Test
  void tooManyValuesAreTooMany() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= 20_001; i++) {
      text.append("k").append(i).append("=1\n");
    }
    assertEquals(Double.POSITIVE_INFINITY, size(text.toString()));
  }

  @Test
  void dollarsInQuotesAreText() {
    assertTrue(size("a = \"${b}\"\nb = 0123456789") < 80);
  }

  @Property(tries = 200)
  void namesComeBackFromTheirText(
      @ForAll @Size(min = 1, max = 6)
          List<
                  @NotBlank @AlphaChars @Chars({',', '"', ' ', '\'', '#', '='})
                  @StringLength(min = 1, max = 8) String>
              names) {
    List<String> plain = names.stream().map(String::strip).toList();
    assertEquals(plain, NameList.parse(NameList.of(plain).toString()).names());
  }

  @Test
  void namesAreSeparatedByCommas() {
    assertEquals(List.of("a", "b c"), NameList.parse(" a , b c ").names());
    assertEquals(List.of("a,b", "c"), NameList.parse("\"a,b\",c").names());
    assertEquals(List.of("a \"b\""), NameList.parse("\"a \"\"b\"\"\"").names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,,b", ",a", "a,", "a\nb", "\"a"})
  void listsThatMeanNothing(String text) {
    String message = assertThrows(RuntimeException.class, () -> NameList.parse(text)).getMessage();
    assertTrue(message.startsWith("'" + text + "' "), message);
  }
}
