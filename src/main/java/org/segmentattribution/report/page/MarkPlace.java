package org.segmentattribution.report.page;

import java.util.List;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.figure.RankBlock;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.AggregateRow;

/**
 * The place of a mark among all segments, at one share of marked photographs in training.
 *
 * @param place among the mean ranks of all segments, 1 = first; 0 = it was not found
 * @param of number of segments
 * @param first photographs in which it has the smallest rank; -1 = unknown
 * @param images photographs that hold it and another segment
 */
record MarkPlace(int place, int of, int first, int images) {
  /** Returns the place of a segment at a share. */
  static MarkPlace at(double prevalence, List<PrevalenceRanks> ranks, String segment) {
    for (PrevalenceRanks at : ranks) {
      if (at.prevalence() == prevalence) {
        List<AggregateRow> sorted = RankBlock.sorted(at.rows());
        for (int i = 0; i < sorted.size(); i++) {
          AggregateRow row = sorted.get(i);
          if (row.segment().equals(segment) && Double.isFinite(row.relativeMeanRank())) {
            int first =
                Double.isNaN(row.topShare()) ? -1 : (int) Math.round(row.topShare() * row.ranked());
            return new MarkPlace(i + 1, sorted.size(), first, row.ranked());
          }
        }
      }
    }
    return new MarkPlace(0, 0, -1, 0);
  }

  /** Returns in how many photographs it is first, in words. */
  String firsts() {
    return first < 0
        ? "an unknown number of " + images
        : (first == images ? "all " : NumberText.count(first) + " of ") + NumberText.count(images);
  }
}
