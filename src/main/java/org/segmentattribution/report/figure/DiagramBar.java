package org.segmentattribution.report.figure;

import java.util.ArrayList;
import java.util.List;

/** Rows, first to last, from 0, that are not different. */
public record DiagramBar(int first, int last) {
  /** For each bar the lane in which it overlaps no other, as few lanes as there can be. */
  static int[] lanes(List<DiagramBar> bars) {
    List<Integer> ends = new ArrayList<>();
    int[] lanes = new int[bars.size()];
    for (int i = 0; i < lanes.length; i++) {
      int lane = 0;
      while (lane < ends.size() && ends.get(lane) >= bars.get(i).first()) {
        lane++;
      }
      if (lane == ends.size()) {
        ends.add(0);
      }
      ends.set(lane, bars.get(i).last());
      lanes[i] = lane;
    }
    return lanes;
  }
}
