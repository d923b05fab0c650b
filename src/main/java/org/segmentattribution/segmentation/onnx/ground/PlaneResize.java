package org.segmentattribution.segmentation.onnx.ground;

import java.util.Arrays;
import org.segmentattribution.api.Mask;

/**
 * Resizes planes of numbers, or a part of them, bilinearly, with half-pixel centres and no
 * smoothing, as PyTorch's {@code interpolate(mode="bilinear", align_corners=False)} does.
 */
public final class PlaneResize {
  private final int fromWidth;
  private final Axis across;
  private final Axis down;

  /** For each place of an axis, the two places of the other axis around it, and a weight. */
  private record Axis(int[] low, int[] high, float[] weight) {
    static Axis of(int from, double start, double length, int to) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      for (int i = 0; i < to; i++) {
        double at = start + (i + 0.5) * length / to - 0.5;
        // a part is cut out before it is resized: its surroundings have no influence
        at = Math.max(start, Math.min(Math.min(from, start + length) - 1, at));
        axis.low[i] = (int) at;
        axis.high[i] = Math.min(from - 1, axis.low[i] + 1);
        axis.weight[i] = (float) (at - axis.low[i]);
      }
      return axis;
    }

    int size() {
      return low.length;
    }

    /** Returns the first place whose second neighbour is this place or a later one. */
    int firstReaching(int place) {
      int found = Arrays.binarySearch(high, place);
      found = found < 0 ? -found - 1 : found;
      while (found > 0 && found <= high.length && high[found - 1] >= place) {
        found--;
      }
      return found;
    }
  }

  private PlaneResize(int fromWidth, Axis across, Axis down) {
    this.fromWidth = fromWidth;
    this.across = across;
    this.down = down;
  }

  /** Resizes whole planes. */
  public static PlaneResize of(int fromWidth, int fromHeight, int width, int height) {
    return ofPart(fromWidth, fromHeight, new double[] {0, 0, fromWidth, fromHeight}, width, height);
  }

  /**
   * Resizes a part of planes.
   *
   * @param part left, top, width and height in pixels of the plane
   */
  public static PlaneResize ofPart(
      int fromWidth, int fromHeight, double[] part, int width, int height) {
    return new PlaneResize(
        fromWidth,
        Axis.of(fromWidth, part[0], part[2], width),
        Axis.of(fromHeight, part[1], part[3], height));
  }

  /**
   * Computes one row of the result.
   *
   * @param plane values of the plane, from {@code offset} on
   * @param blended working memory, as wide as the plane
   * @param out receives the row
   */
  public void row(float[] plane, int offset, int y, float[] blended, float[] out) {
    int low = offset + down.low[y] * fromWidth;
    int high = offset + down.high[y] * fromWidth;
    float weight = down.weight[y];
    for (int x = 0; x < fromWidth; x++) {
      blended[x] = plane[low + x] + weight * (plane[high + x] - plane[low + x]);
    }
    for (int x = 0; x < out.length; x++) {
      float left = blended[across.low[x]];
      out[x] = left + across.weight[x] * (blended[across.high[x]] - left);
    }
  }

  /** Returns the whole plane, height * width. */
  public float[] plane(float[] plane, int offset) {
    int width = across.size();
    float[] all = new float[width * down.size()];
    float[] blended = new float[fromWidth];
    float[] row = new float[width];
    for (int y = 0; y < down.size(); y++) {
      row(plane, offset, y, blended, row);
      System.arraycopy(row, 0, all, y * width, width);
    }
    return all;
  }

  /** Returns the pixels whose value is above a threshold. */
  public Mask above(float[] plane, int offset, float threshold) {
    Mask.Builder mask = new Mask.Builder(across.size(), down.size());
    // a blend is never above all its parts, and most of most masks is empty
    int[][] ends = new int[down.high[down.size() - 1] + 1][];
    for (int row = down.low[0]; row < ends.length; row++) {
      ends[row] = ends(plane, offset + row * fromWidth, threshold);
    }
    float[] blended = new float[fromWidth];
    for (int y = 0; y < down.size(); y++) {
      int[] low = ends[down.low[y]];
      int[] high = ends[down.high[y]];
      int first = Math.min(low[0], high[0]);
      if (first < fromWidth) {
        blend(plane, offset, y, first, Math.max(low[1], high[1]), blended);
        runs(mask, y, first, Math.max(low[1], high[1]), threshold, blended);
      }
    }
    return mask.build();
  }

  /** Returns the first and last place of a row that is above; the width and -1 if there is none. */
  private int[] ends(float[] plane, int from, float threshold) {
    int first = 0;
    while (first < fromWidth && !(plane[from + first] > threshold)) {
      first++;
    }
    int last = first == fromWidth ? -1 : fromWidth - 1;
    while (last > first && !(plane[from + last] > threshold)) {
      last--;
    }
    return new int[] {first, last};
  }

  private void blend(float[] plane, int offset, int y, int first, int last, float[] blended) {
    int low = offset + down.low[y] * fromWidth;
    int high = offset + down.high[y] * fromWidth;
    float weight = down.weight[y];
    int end = Math.min(fromWidth, last + 2);
    for (int x = Math.max(0, first - 1); x < end; x++) {
      blended[x] = plane[low + x] + weight * (plane[high + x] - plane[low + x]);
    }
  }

  private void runs(
      Mask.Builder mask, int y, int first, int last, float threshold, float[] blended) {
    int start = -1;
    int x = across.firstReaching(first);
    for (; x < across.size() && across.low[x] <= last; x++) {
      float left = blended[across.low[x]];
      float value = left + across.weight[x] * (blended[across.high[x]] - left);
      if (value > threshold) {
        start = start < 0 ? x : start;
      } else if (start >= 0) {
        mask.addRun(start, x, y);
        start = -1;
      }
    }
    if (start >= 0) {
      mask.addRun(start, x, y);
    }
  }

  /**
   * Returns the index of the plane with the largest value, the first among equals, height * width.
   */
  public int[] largest(float[] planes, int count, int size) {
    int width = across.size();
    int[] largest = new int[width * down.size()];
    float[] best = new float[width];
    float[] blended = new float[fromWidth];
    float[] row = new float[width];
    for (int y = 0; y < down.size(); y++) {
      for (int k = 0; k < count; k++) {
        float[] values = k == 0 ? best : row;
        row(planes, k * size, y, blended, values);
        for (int x = 0; k > 0 && x < width; x++) {
          if (row[x] > best[x]) {
            best[x] = row[x];
            largest[y * width + x] = k;
          }
        }
      }
    }
    return largest;
  }
}
