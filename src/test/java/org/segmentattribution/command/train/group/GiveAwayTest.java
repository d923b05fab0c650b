package org.segmentattribution.command.train.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.reweight.GroupedRows;
import org.segmentattribution.model.reweight.Penalty;

class GiveAwayTest {
  private static final int COUNT = 90;

  /** Three classes whose surroundings differ, but for every tenth picture. */
  private static GroupedRows surroundings() {
    SplittableRandom random = new SplittableRandom(2);
    float[][] rows = new float[COUNT][3];
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % 3;
      int place = usual(i) ? labels[i] : (labels[i] + 1) % 3;
      for (int j = 0; j < 3; j++) {
        rows[i][j] = (float) ((j == place ? 2 : 0) + 0.3 * random.nextGaussian());
      }
    }
    return new GroupedRows(rows, labels, labels, IntStream.range(0, COUNT).toArray(), 3);
  }

  private static boolean usual(int picture) {
    return picture / 3 % 10 != 0;
  }

  @Test
  void namesTheClassWhereTheSegmentIsTheUsualOne() {
    boolean[] named = new GiveAway(5, new Penalty(Penalty.Norm.L2, 1e-2), 7).of(surroundings());
    for (int i = 0; i < COUNT; i++) {
      assertEquals(usual(i), named[i], "picture " + i);
    }
  }
}
