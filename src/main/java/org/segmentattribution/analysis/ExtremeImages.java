package org.segmentattribution.analysis;

import java.util.List;
import java.util.TreeSet;

/** The images in which one segment mattered most and least; holds a few of them, however many. */
public final class ExtremeImages {
  /** Images kept at either end. */
  public static final int EACH = 4;

  private final TreeSet<RankInTable> most = new TreeSet<>(RankInTable.MOST_FIRST);
  private final TreeSet<RankInTable> least = new TreeSet<>(RankInTable.MOST_FIRST.reversed());
  private int images;
  private int ranked;
  private double ranks;

  public void add(RankInTable standing) {
    images++;
    // alone it is first whatever the map is
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

  /** Over the images that have other segments, too; NaN without. */
  public double meanRank() {
    return ranks / ranked;
  }

  /** Mattered most, the best first; the larger half where there are few images. */
  public List<RankInTable> most() {
    return most.stream().limit((images + 1) / 2).toList();
  }

  /** Mattered least, the worst first; none that is in {@link #most}. */
  public List<RankInTable> least() {
    return least.stream().limit(images / 2).toList();
  }
}
