package org.segmentattribution.segmentation.dinox;

import java.util.Arrays;
import org.segmentattribution.api.Mask;

/**
 * Enlarges masks bilinearly, with half-pixel centres, and cuts them at a half, as OpenCV's {@code
 * resize} does with masks of 0 and 1.
 */
final class DinoXEnlargement {
  private static final float HALF = 0.5f;

  private final Line across;
  private final Line down;

  /** For each place of a line, the two places of the smaller line around it, and a weight. */
  private record Line(int[] low, int[] high, float[] weight) {
    static Line of(int from, int to) {
      Line line = new Line(new int[to], new int[to], new float[to]);
      for (int i = 0; i < to; i++) {
        double at = Math.max(0, Math.min(from - 1, (i + 0.5) * from / to - 0.5));
        line.low[i] = (int) at;
        line.high[i] = Math.min(from - 1, line.low[i] + 1);
        line.weight[i] = (float) (at - line.low[i]);
      }
      return line;
    }
  }

  DinoXEnlargement(int fromWidth, int fromHeight, int width, int height) {
    across = Line.of(fromWidth, width);
    down = Line.of(fromHeight, height);
  }

  Mask of(Mask mask) {
    int rows = down.low.length;
    Mask.Builder large = new Mask.Builder(across.low.length, rows);
    float[][] lines = new float[mask.height()][];
    mask.forEachRun(
        (from, to, y) -> {
          lines[y] = lines[y] == null ? new float[mask.width()] : lines[y];
          Arrays.fill(lines[y], from, to, 1);
        });
    float[] none = new float[mask.width()];
    for (int y = 0; y < rows; y++) {
      float[] above = lines[down.low[y]];
      float[] below = lines[down.high[y]];
      if (above != null || below != null) {
        row(large, y, above == null ? none : above, below == null ? none : below);
      }
    }
    return large.build();
  }

  private void row(Mask.Builder large, int y, float[] above, float[] below) {
    for (int x = 0; x < across.low.length; x++) {
      float first = blend(x, above);
      if (first + down.weight[y] * (blend(x, below) - first) >= HALF) {
        large.add(x, y);
      }
    }
  }

  private float blend(int x, float[] line) {
    float first = line[across.low[x]];
    return first + across.weight[x] * (line[across.high[x]] - first);
  }
}
