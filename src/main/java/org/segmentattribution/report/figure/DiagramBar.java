package org.segmentattribution.report.figure;

import java.util.ArrayList;
import java.util.List;

/** A run of rows that do not differ: first and last row, from 0. */
public record DiagramBar(int first, int last) {
  /** Returns a lane for each bar in which it overlaps no other; uses as few lanes as possible. */
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
