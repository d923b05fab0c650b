package org.segmentattribution.command.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.segmentattribution.analysis.RankInTable;

class PhotographChoiceTest {
  private static String names(List<RankInTable> all) {
    return PhotographChoice.choose(all).stream()
        .map(c -> c.standing().imageId() + " " + c.why())
        .collect(Collectors.joining(", "));
  }

  /** Shares .1 to .9; the two smallest are not first. */
  private static List<RankInTable> nine() {
    List<RankInTable> all = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      all.add(new RankInTable("i" + i, "zebra", i == 1 ? 4 : i == 2 ? 3 : 1, 4, i / 10.0));
    }
    return all;
  }

  @Test
  void twoAreTypicalOneIsStrongestOneContradicts() {
    String chosen = "i5 typical, i4 typical, i9 strongest, i1 contradicts";
    assertEquals(chosen, names(nine()));
    List<RankInTable> shuffled = nine();
    Collections.shuffle(shuffled, new Random(1));
    assertEquals(chosen, names(shuffled));
  }

  @Test
  void whereItIsAlwaysFirstNothingContradicts() {
    List<RankInTable> first =
        nine().stream().map(s -> new RankInTable(s.imageId(), "z", 1, 4, s.share())).toList();
    assertEquals("i5 typical, i4 typical, i9 strongest", names(first));
  }

  @Test
  void noPhotographIsThereTwice() {
    assertEquals("", names(List.of()));
    RankInTable one = new RankInTable("a", "horse", 1, 2, 0.5);
    assertEquals("a typical", names(List.of(one, new RankInTable("a", "zebra", 2, 2, 0.4))));
  }

  @Test
  void theCaptionSaysWhy() {
    String caption = PhotographChoice.choose(nine()).get(3).caption();
    assertEquals("contradicts: 10.0 % of the attribution, rank 4 of 4", caption);
    assertTrue(caption.chars().noneMatch(c -> c == '\u00a0'));
  }
}
