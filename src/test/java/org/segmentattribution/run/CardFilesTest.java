package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CardFilesTest {
  @Test
  void aStripHasANameOfPlainLetters() {
    assertEquals("card-strip-all.png", CardFiles.strip("", Set.of()));
    assertEquals("card-strip-afghan-hound.png", CardFiles.strip("Afghan hound", Set.of()));
    assertEquals("card-strip-a-b.png", CardFiles.strip("../a/b ", Set.of()));
    assertEquals("card-strip-class.png", CardFiles.strip("馬", Set.of()));
    assertEquals(
        "card-strip-class-3.png",
        CardFiles.strip("鹿", Set.of("card-strip-class.png", "card-strip-class-2.png")));
  }

  @Test
  void nothingElseIsOne() {
    assertTrue(CardFiles.isOne("card.md"));
    assertTrue(CardFiles.isOne("card-strip-all.png"));
    assertFalse(CardFiles.isOne("card-strip-all.csv"));
    assertFalse(CardFiles.isOne("figures/card.md"));
  }
}
