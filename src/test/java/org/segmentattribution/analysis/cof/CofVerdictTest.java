package org.segmentattribution.analysis.cof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.effect.CofRow;
import org.segmentattribution.effect.CofTable;

class CofVerdictTest {
  private static CofVerdict.Answer answer(int mark, int body, int found, String first) {
    List<CofRow> rows =
        List.of(
            new CofRow("zebra", "mark", found, 0, mark),
            new CofRow("zebra", "body", found, 0, body));
    return CofVerdict.of(rows, new CofTable.OfClass(found, found, 9), first).answer();
  }

  @Test
  void followsItsRules() {
    assertEquals(CofVerdict.Answer.AGREES, answer(30, 5, 40, "mark"));
    assertEquals(CofVerdict.Answer.DISAGREES, answer(30, 5, 40, "body"));
    assertEquals(CofVerdict.Answer.OPEN, answer(24, 20, 40, "body"));
    assertEquals(CofVerdict.Answer.AGREES, answer(20, 20, 40, "body"), "as often");
    assertEquals(CofVerdict.Answer.UNKNOWN, answer(4, 0, 4, "body"), "too few");
    assertEquals(CofVerdict.Answer.UNKNOWN, answer(30, 5, 40, null), "the table names none");
    assertEquals(CofVerdict.Answer.UNKNOWN, answer(30, 5, 40, "sky"), "never removed");
    assertEquals(CofVerdict.Answer.UNKNOWN, answer(0, 0, 0, "body"));
  }
}
