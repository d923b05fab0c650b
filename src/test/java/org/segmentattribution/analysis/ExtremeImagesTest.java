package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExtremeImagesTest {
  private static RankInTable at(String image, double rank, int of, double share) {
    return new RankInTable(image, "zebra", rank, of, share);
  }

  private static List<String> order(RankInTable... places) {
    List<RankInTable> sorted = new ArrayList<>(List.of(places));
    Collections.shuffle(sorted, new Random(1));
    sorted.sort(RankInTable.MOST_FIRST);
    return sorted.stream().map(RankInTable::imageId).toList();
  }

  /** First of 2 and first of 9 are as good; 2nd of 3 and a segment alone are in the middle. */
  @Test
  void placesOfTablesOfAnySizeCompare() {
    assertEquals(
        List.of("first", "2of9", "middle", "8of9", "last"),
        order(
            at("last", 2, 2, 0.9),
            at("8of9", 8, 9, 0.9),
            at("middle", 2, 3, 0.1),
            at("2of9", 2, 9, 0.1),
            at("first", 1, 9, 0.1)));
    assertEquals(
        List.of("larger", "alone", "smaller"),
        order(at("alone", 1, 1, 0.5), at("larger", 2, 3, 0.6), at("smaller", 2, 3, 0.4)));
  }

  @Test
  void equalPlacesGoByShareThenByName() {
    assertEquals(
        List.of("z", "a", "b"), order(at("b", 1, 4, 0.3), at("z", 1, 4, 0.5), at("a", 1, 4, 0.3)));
    RankInTable horse = new RankInTable("a", "horse", 1, 4, 0.3);
    RankInTable zebra = new RankInTable("a", "zebra", 1, 4, 0.3);
    assertTrue(RankInTable.MOST_FIRST.compare(horse, zebra) < 0);
  }

  @Test
  void anImageHasATableForEachExplainedClass() {
    assertEquals(at("a", 1, 2, 0).table(), RankInTable.table("a", "zebra"));
    assertNotEquals(RankInTable.table("a", "bc"), RankInTable.table("ab", "c"));
  }

  @Test
  void aSegmentThatIsAloneHasNoRank() {
    ExtremeImages extremes = new ExtremeImages();
    assertTrue(Double.isNaN(extremes.meanRank()));
    extremes.add(at("alone", 1, 1, 1));
    assertTrue(Double.isNaN(extremes.meanRank()));
    extremes.add(at("a", 3, 4, 0.1));
    extremes.add(at("b", 4, 4, 0.1));
    assertEquals(3.5, extremes.meanRank());
    assertEquals(3, extremes.images());
  }

  /** One image is shown once, as the one that mattered most. */
  @Test
  void oneImageIsNotTwoEnds() {
    ExtremeImages extremes = new ExtremeImages();
    assertEquals(List.of(), extremes.most());
    extremes.add(at("a", 2, 2, 0.1));
    assertEquals(1, extremes.most().size());
    assertEquals(List.of(), extremes.least());
  }

  /** Against sorting all of them, whatever the order in which they come. */
  @Property(tries = 200)
  void keepsWhatSortingAllWouldKeep(
      @ForAll @Size(min = 1, max = 25) List<Integer> seeds, @ForAll long seed) {
    List<RankInTable> all = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      int of = 1 + Math.floorMod(seeds.get(i), 5);
      int rank = 1 + Math.floorMod(seeds.get(i) / 5, of);
      all.add(at("i" + i, rank, of, Math.floorMod(seeds.get(i) / 25, 4) / 4.0));
    }
    ExtremeImages extremes = new ExtremeImages();
    List<RankInTable> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.forEach(extremes::add);
    all.sort(RankInTable.MOST_FIRST);
    int n = all.size();
    int most = Math.min(ExtremeImages.EACH, (n + 1) / 2);
    int least = Math.min(ExtremeImages.EACH, n / 2);
    assertEquals(all.subList(0, most), extremes.most());
    List<RankInTable> end = new ArrayList<>(all.subList(n - least, n));
    Collections.reverse(end);
    assertEquals(end, extremes.least());
    Set<RankInTable> both = new HashSet<>(extremes.most());
    both.addAll(extremes.least());
    assertEquals(most + least, both.size(), "no image at both ends");
  }
}
