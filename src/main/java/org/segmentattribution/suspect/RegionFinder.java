package org.segmentattribution.suspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.segmentattribution.api.Mask;

/**
 * Finds connected regions of strong attribution for the explained class in a part of a map. The map
 * is smoothed with its signs, so places that speak for and against the class side by side cancel. A
 * region has smoothed values of at least {@link #GROWN} times their root mean square over the part,
 * and a pixel of at least {@link #STRONG} times.
 *
 * @param most largest number of regions of a map
 */
public record RegionFinder(int most) {
  /** A region has a pixel of so many root mean squares. */
  static final double STRONG = 2.5;

  /** All pixels of a region have so many root mean squares. */
  static final double GROWN = 1;

  /** Standard deviation of the smoothing, as a part of the shorter side. */
  private static final double SMOOTHING = 1 / 64.0;

  /** Parts of a region that are at most so far apart are one, as a part of the shorter side. */
  private static final double GAP = 1 / 32.0;

  /** Smallest region, as a part of the map. */
  private static final double LEAST = 0.0004;

  /**
   * Returns regions, weighted by the smoothed map, the one with most attribution first.
   *
   * @param map signed attribution, rows top to bottom
   * @param part where regions may lie
   */
  public List<WeightedRegion> find(float[] map, Mask part) {
    int width = part.width();
    int height = part.height();
    double sigma = Math.max(0.5, SMOOTHING * Math.min(width, height));
    float[] smooth = new Smoothing(sigma).of(map, width, height);
    double[] squares = {0};
    part.forEach((x, y) -> squares[0] += (double) smooth[y * width + x] * smooth[y * width + x]);
    double unit = Math.sqrt(squares[0] / part.area());
    if (!(unit > 0)) {
      return List.of();
    }
    int gap = Math.max(1, (int) Math.round(GAP * Math.min(width, height)));
    Search search = new Search(smooth, part, unit * GROWN, gap);
    List<Mask> found = new ArrayList<>();
    double least = Math.max(4, LEAST * width * height);
    part.forEach(
        (x, y) -> {
          if (smooth[y * width + x] >= STRONG * unit && !search.seen[y * width + x]) {
            Mask region = search.from(x, y);
            if (region.area() >= least && region.sum(map) > 0) {
              found.add(region);
            }
          }
        });
    found.sort(Comparator.comparingDouble((Mask region) -> -region.sum(map)));
    return found.stream().limit(most).map(mask -> WeightedRegion.of(mask, smooth)).toList();
  }

  /** Grows regions in a smoothed map. */
  private static final class Search {
    private final float[] values;
    private final Mask part;
    private final double least;
    private final int gap;
    private final boolean[] seen;

    Search(float[] values, Mask part, double least, int gap) {
      this.gap = gap;
      this.values = values;
      this.part = part;
      this.least = least;
      seen = new boolean[values.length];
    }

    /** Returns all pixels that are connected with one, also across small gaps. */
    Mask from(int x, int y) {
      Mask.Builder region = new Mask.Builder(part.width(), part.height());
      Deque<Integer> open = new ArrayDeque<>();
      add(x, y, open);
      while (!open.isEmpty()) {
        int at = open.pop();
        int column = at % part.width();
        int row = at / part.width();
        region.add(column, row);
        for (int dy = -gap; dy <= gap; dy++) {
          for (int dx = -gap; dx <= gap; dx++) {
            add(column + dx, row + dy, open);
          }
        }
      }
      return region.build();
    }

    private void add(int x, int y, Deque<Integer> open) {
      boolean inside = x >= 0 && y >= 0 && x < part.width() && y < part.height();
      int at = y * part.width() + x;
      if (inside && !seen[at] && part.contains(x, y) && values[at] >= least) {
        seen[at] = true;
        open.push(at);
      }
    }
  }
}
