package org.segmentattribution.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetFormulaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\",\"y\").jpg",
        "=cmd|' /C calc'!A0",
        "+SUM(1)",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=f(1)",
        "=a\nb(c)"
      })
  void formulasAreRefusedInOneLine(String name) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SpreadsheetFormula.refuse(name))
            .getMessage();
    assertEquals(1, message.lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "@home", "=", "zebra (1).jpg", "a=b(c)", "+49", "-dash.jpg"})
  void namesPass(String name) {
    assertDoesNotThrow(() -> SpreadsheetFormula.refuse(name));
  }
}
