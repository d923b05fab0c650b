package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GalleryBudgetTest {
  private static RankInTable image(int number) {
    return new RankInTable("i" + number, "zebra", 1, 3, 0.5);
  }

  private static List<GalleryBudget.Ends> segments(SplittableRandom random, int count) {
    List<GalleryBudget.Ends> segments = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      List<RankInTable> most = new ArrayList<>();
      List<RankInTable> least = new ArrayList<>();
      for (int i = random.nextInt(1, ExtremeImages.EACH + 1); i > 0; i--) {
        most.add(image(random.nextInt(40)));
        least.add(image(random.nextInt(40)));
      }
      segments.add(new GalleryBudget.Ends(most, least));
    }
    return segments;
  }

  private static Set<String> shown(List<GalleryBudget.Ends> segments) {
    Set<String> shown = new HashSet<>();
    for (GalleryBudget.Ends ends : segments) {
      ends.shownMost().forEach(i -> shown.add(i.imageId()));
      ends.shownLeast().forEach(i -> shown.add(i.imageId()));
    }
    return shown;
  }

  @Property(tries = 100)
  void noMoreImagesThanAllowedAndNoneLeftUnused(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 50) int most) {
    List<GalleryBudget.Ends> usual = segments(new SplittableRandom(seed), 6);
    List<GalleryBudget.Ends> seldom = segments(new SplittableRandom(seed + 1), 3);
    new GalleryBudget(most).spend(usual, seldom);
    Set<String> shown = shown(usual);
    shown.addAll(shown(seldom));
    assertTrue(shown.size() <= most);
    Set<String> wanted = new HashSet<>();
    for (List<GalleryBudget.Ends> segments : List.of(usual, seldom)) {
      for (GalleryBudget.Ends ends : segments) {
        ends.most().forEach(i -> wanted.add(i.imageId()));
        ends.least().forEach(i -> wanted.add(i.imageId()));
      }
    }
    assertEquals(Math.min(most, wanted.size()), shown.size());
  }

  /** What is shown at an end is a part of what is wanted there, in its order. */
  @Property(tries = 100)
  void orderIsKept(@ForAll long seed, @ForAll @IntRange(min = 0, max = 50) int most) {
    List<GalleryBudget.Ends> usual = segments(new SplittableRandom(seed), 6);
    new GalleryBudget(most).spend(usual, List.of());
    for (GalleryBudget.Ends ends : usual) {
      List<RankInTable> left = new ArrayList<>(ends.most());
      for (RankInTable shown : ends.shownMost()) {
        int at = left.indexOf(shown);
        assertTrue(at >= 0);
        left.subList(0, at + 1).clear();
      }
    }
  }

  /** Two images for two segments: one each at the upper end comes before a second for the first. */
  @Test
  void everySegmentHasOneBeforeAnyHasTwo() {
    GalleryBudget.Ends a = new GalleryBudget.Ends(List.of(image(1), image(2)), List.of());
    GalleryBudget.Ends b = new GalleryBudget.Ends(List.of(image(3), image(4)), List.of());
    GalleryBudget.Ends seldom = new GalleryBudget.Ends(List.of(image(5)), List.of(image(1)));
    new GalleryBudget(3).spend(List.of(a, b), List.of(seldom));
    assertEquals(List.of(image(1)), a.shownMost());
    assertEquals(List.of(image(3)), b.shownMost());
    assertEquals(List.of(image(5)), seldom.shownMost());
    // it is shown already, so it costs nothing
    assertEquals(List.of(image(1)), seldom.shownLeast());
  }
}
