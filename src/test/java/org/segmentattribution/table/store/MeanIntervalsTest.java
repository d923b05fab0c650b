package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.NormalInterval;

class MeanIntervalsTest {
  private static double[][] rows(int images) {
    SplittableRandom random = new SplittableRandom(1);
    return random.doubles(images).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  @Test
  void veryManyImagesHaveTheNormalInterval() {
    Bootstrap bootstrap = new Bootstrap(200, 1);
    double[][] few = rows(MeanIntervals.MANY);
    assertArrayEquals(bootstrap.means(few), MeanIntervals.of(few, bootstrap));
    double[][] many = rows(MeanIntervals.MANY + 1);
    assertArrayEquals(NormalInterval.of(many), MeanIntervals.of(many, bootstrap));
  }

  /** The reason for the border: there both have the same two digits behind the point. */
  @Test
  void atTheBorderBothAgree() {
    double[][] rows = rows(MeanIntervals.MANY);
    Interval drawn = new Bootstrap(2000, 1).means(rows)[0];
    Interval normal = NormalInterval.of(rows)[0];
    double mean = Arrays.stream(rows).mapToDouble(row -> row[0]).average().orElseThrow();
    assertEquals(normal.low(), drawn.low(), 1e-3);
    assertEquals(normal.high(), drawn.high(), 1e-3);
    assertEquals(mean, (normal.low() + normal.high()) / 2, 1e-12);
  }
}
