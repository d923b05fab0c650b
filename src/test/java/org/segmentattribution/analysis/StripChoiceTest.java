package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.segmentattribution.analysis.StripChoice.Candidate;
import org.segmentattribution.analysis.StripChoice.Chosen;

class StripChoiceTest {
  /** Places of one segment, first of two, in tables numbered from 0. */
  private static List<PlaceInTable> shares(double... shares) {
    List<PlaceInTable> places = new ArrayList<>();
    for (double share : shares) {
      places.add(new PlaceInTable(places.size(), share, 1, 2));
    }
    return places;
  }

  private static String text(List<Chosen> chosen) {
    return chosen.stream()
        .map(c -> c.table() + " " + c.caption() + (c.sign() < 0 ? " -" : c.sign() > 0 ? " +" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String winner(List<PlaceInTable> places) {
    return text(StripChoice.of(new Candidate("person", places)));
  }

  @Test
  void twoAreTypicalOneIsStrongestAndOneContradicts() {
    assertEquals(
        "2 typical -, 1 typical -, 4 strongest -, 0 contradicts +",
        winner(shares(0.3, -0.42, -0.5, -0.6, -0.9)));
  }

  @Test
  void theStrongestIsOnTheUsualSide() {
    assertEquals(
        "0 typical +, 1 typical +, 2 strongest +, 3 contradicts -",
        winner(shares(0.2, 0.3, 0.4, -0.95)));
  }

  @Test
  void withOneSignAloneTheLastPlaceContradicts() {
    List<PlaceInTable> places = shares(0.5, 0.6, 0.7, 0.8, 0.65);
    places.add(new PlaceInTable(5, 0.1, 3, 3));
    places.add(new PlaceInTable(6, 0.05, 2, 2));
    assertEquals("1 typical +, 4 typical +, 3 strongest +, 6 comes last +", winner(places));
  }

  @Test
  void withNothingThatContradictsThreeAreTypical() {
    assertEquals(
        "2 typical +, 1 typical +, 3 typical +, 4 strongest +",
        winner(shares(0.1, 0.4, 0.5, 0.6, 0.9)));
  }

  @Test
  void photographsWithOneSegmentAreLeftOutWhereThereAreOthers() {
    List<PlaceInTable> places = new ArrayList<>(shares(0.5, 0.6, 0.7));
    places.add(new PlaceInTable(3, 1, 1, 1));
    places.add(new PlaceInTable(4, -1, 1, 1));
    assertEquals("1 typical +, 0 typical +, 2 strongest +", winner(places));
    List<PlaceInTable> alone = List.of(new PlaceInTable(7, -1, 1, 1));
    assertEquals("7 typical -", winner(alone));
  }

  @Test
  void fewPhotographsGiveFewPictures() {
    assertEquals("", winner(List.of()));
    assertEquals("0 typical +", winner(shares(0.4)));
    assertEquals("1 typical +, 0 typical +, 2 strongest +", winner(shares(0.4, 0.5, 0.7)));
  }

  @Test
  void whereNothingIsAheadEachFrequentFirstIsShownWithItsUsualSign() {
    List<PlaceInTable> sky = shares(-0.5, -0.6, -0.65, 0.9);
    List<PlaceInTable> grass =
        List.of(new PlaceInTable(3, 0.4, 1, 2), new PlaceInTable(0, 0.1, 2, 2));
    assertEquals(
        "1 sky -, 3 grass +",
        text(StripChoice.of(List.of(new Candidate("sky", sky), new Candidate("grass", grass)))));
  }

  @Test
  void noPhotographIsShownTwiceAndNoneIsMissing() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      List<PlaceInTable> places = new ArrayList<>();
      int tables = 1 + random.nextInt(12);
      for (int t = 0; t < tables; t++) {
        int of = 1 + random.nextInt(4);
        places.add(new PlaceInTable(t, random.nextDouble() * 2 - 1, 1 + random.nextInt(of), of));
      }
      List<Chosen> chosen = StripChoice.of(new Candidate("a", places));
      assertEquals(
          chosen.size(), chosen.stream().map(Chosen::table).distinct().count(), places::toString);
      assertTrue(!chosen.isEmpty() && chosen.size() <= StripChoice.MOST, places::toString);
      for (Chosen c : chosen) {
        assertEquals(Math.signum(places.get(c.table()).share()), c.sign());
      }
    }
  }
}
