package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shares a number of images among segments, in rounds: every segment gets its first image at both
 * ends before any gets its second, and the usual segments get all of theirs before the rare ones
 * get more. An image that is already shown is free.
 */
final class GalleryBudget {
  private final int most;
  private final Set<String> images = new HashSet<>();

  GalleryBudget(int most) {
    this.most = most;
  }

  /**
   * The images wanted at the two ends of a segment, and those that it gets.
   *
   * @param most images wanted, the best first
   * @param least images wanted, the worst first
   * @param shownMost filled by {@link #spend}
   * @param shownLeast filled by {@link #spend}
   */
  record Ends(
      List<RankInTable> most,
      List<RankInTable> least,
      List<RankInTable> shownMost,
      List<RankInTable> shownLeast) {
    Ends(List<RankInTable> most, List<RankInTable> least) {
      this(most, least, new ArrayList<>(), new ArrayList<>());
    }
  }

  /** Shares out the whole budget. */
  void spend(List<Ends> usual, List<Ends> seldom) {
    round(usual, 0);
    round(seldom, 0);
    for (List<Ends> segments : List.of(usual, seldom)) {
      for (int round = 1; round < ExtremeImages.EACH; round++) {
        round(segments, round);
      }
    }
  }

  private void round(List<Ends> segments, int round) {
    for (Ends ends : segments) {
      take(ends.most, round, ends.shownMost);
      take(ends.least, round, ends.shownLeast);
    }
  }

  private void take(List<RankInTable> from, int round, List<RankInTable> shown) {
    if (round < from.size()) {
      String id = from.get(round).table();
      if (images.contains(id) || images.size() < most) {
        images.add(id);
        shown.add(from.get(round));
      }
    }
  }
}
