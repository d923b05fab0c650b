package org.segmentattribution.table.store;

import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.NormalInterval;

/**
 * Computes 95 % intervals of means over images: percentile bootstrap intervals, or normal ones
 * where there are so many images that both have equal digits and the normal one is much faster.
 */
public final class MeanIntervals {
  /** With more images or tables than this, the normal interval is used. */
  public static final int MANY = 5000;

  private MeanIntervals() {}

  /** Returns one interval for each column; NaN counts as missing; [images][columns]. */
  public static Interval[] of(double[][] rows, Bootstrap bootstrap) {
    return rows.length > MANY ? NormalInterval.of(rows) : bootstrap.means(rows);
  }
}
