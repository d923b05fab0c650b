package org.segmentattribution.analysis;

import java.util.List;
import java.util.TreeSet;

/** Keeps the few images in which one segment mattered most and least, of any number of images. */
public final class ExtremeImages {
  /** Number of images kept at each end. */
  public static final int EACH = 4;

  private final TreeSet<RankInTable> most = new TreeSet<>(RankInTable.MOST_FIRST);
  private final TreeSet<RankInTable> least = new TreeSet<>(RankInTable.MOST_FIRST.reversed());
  private int images;
  private int ranked;
  private double ranks;

  public void add(RankInTable standing) {
    images++;
    // a segment alone is first whatever the map is
    if (standing.of() > 1) {
      ranked++;
      ranks += standing.rank();
    }
    keep(most, standing);
    keep(least, standing);
  }

  private static void keep(TreeSet<RankInTable> end, RankInTable standing) {
    end.add(standing);
    if (end.size() > EACH) {
      end.pollLast();
    }
  }

  public int images() {
    return images;
  }

  /** Returns the mean rank over the images that have other segments, too; NaN without any. */
  public double meanRank() {
    return ranks / ranked;
  }

  /**
   * Returns the images where it mattered most, the best first; the larger half where there are few
   * images.
   */
  public List<RankInTable> most() {
    return most.stream().limit((images + 1) / 2).toList();
  }

  /** Returns the images where it mattered least, the worst first; none that is in {@link #most}. */
  public List<RankInTable> least() {
    return least.stream().limit(images / 2).toList();
  }
}
