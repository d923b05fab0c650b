package org.segmentattribution.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.svg.SegmentColours;

/** Gives the segments of two runs their colours. */
final class ComparedColours {
  private ComparedColours() {}

  /** Returns the colours, by the photographs of both runs; what is outside stays grey. */
  static SegmentColours of(List<SegmentComparison> all) {
    Map<String, Integer> photographs = new HashMap<>();
    for (SegmentComparison c : all) {
      if (!c.isElsewhere()) {
        photographs.merge(c.segment(), c.imagesA() + c.imagesB(), Integer::sum);
      }
    }
    return SegmentColours.of(photographs);
  }
}
