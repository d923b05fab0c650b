package org.segmentattribution.report.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis: the value {@code from} is at {@code start}, {@code to} at {@code end}. Either pair
 * may descend.
 */
public record LinearAxis(double from, double to, double start, double end) {
  /** Returns the position of a value; values beyond the axis are placed at its nearer end. */
  public double at(double value) {
    double share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return start + share * (end - start);
  }

  /**
   * Returns round values from 0 to at most {@code top}: 1, 2 or 5 times a power of ten apart, at
   * most {@code most} (3 or more) steps.
   */
  public static List<Double> ticks(double top, int most) {
    List<Double> ticks = new ArrayList<>();
    if (!(top > 0) || Double.isInfinite(top)) {
      ticks.add(0.0);
      return ticks;
    }
    double power = Math.pow(10, Math.floor(Math.log10(top / most)));
    double step = power;
    for (int factor : new int[] {1, 2, 5, 10}) {
      step = factor * power;
      if (top / step <= most) {
        break;
      }
    }
    for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Returns at most {@code most} whole ranks from 1 to at most {@code worst}, evenly spaced. */
  public static List<Integer> rankTicks(int worst, int most) {
    int step = Math.max(1, (int) Math.ceil((worst - 1.0) / (most - 1)));
    List<Integer> ticks = new ArrayList<>();
    for (int rank = 1; rank <= worst; rank += step) {
      ticks.add(rank);
    }
    return ticks;
  }
}
