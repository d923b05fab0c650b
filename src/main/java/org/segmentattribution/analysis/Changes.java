package org.segmentattribution.analysis;

import java.util.List;
import org.segmentattribution.report.answer.SegmentChange;

/** Takes from the comparison of two runs what its sentences need. */
public final class Changes {
  /** A difference is beyond chance where its adjusted p-value is below. */
  private static final double SURE = 0.05;

  private Changes() {}

  /** Returns the changes by the first method that both runs have. */
  public static List<SegmentChange> of(List<SegmentComparison> all) {
    return all.stream()
        .filter(c -> c.methodA().equals(all.get(0).methodA()))
        .filter(c -> c.methodB().equals(all.get(0).methodB()))
        .map(Changes::change)
        .toList();
  }

  private static SegmentChange change(SegmentComparison c) {
    return new SegmentChange(
        c.groups().question(),
        c.segment(),
        new SegmentChange.Share(
            c.share().a().value(), c.share().b().value(), c.shareAdjusted() < SURE),
        c.images().signs(),
        new SegmentChange.Images(c.imagesA(), c.imagesB()),
        c.isElsewhere());
  }
}
