package org.segmentattribution.model.huggingface.network;

/**
 * Resizes a grid of learned positions by cubic convolution (a = -0.75, without antialiasing), as
 * PyTorch's {@code interpolate(mode="bicubic", align_corners=False)}.
 */
final class PositionGrid {
  private static final double A = -0.75;
  private static final int TAPS = 4;

  private PositionGrid() {}

  /**
   * The positions of another grid.
   *
   * @param values of the class token and of a square grid, row by row, a token's values together
   * @param side of the square
   * @param size values of a token
   * @return those of the class token and of the new grid
   */
  static float[] resized(float[] values, int side, int size, int rows, int columns) {
    float[] out = new float[(rows * columns + 1) * size];
    System.arraycopy(values, 0, out, 0, size);
    for (int y = 0; y < rows; y++) {
      double row = (y + 0.5) * side / rows - 0.5;
      double[] down = taps(row);
      for (int x = 0; x < columns; x++) {
        double column = (x + 0.5) * side / columns - 0.5;
        double[] across = taps(column);
        for (int c = 0; c < size; c++) {
          double sum = 0;
          for (int i = 0; i < TAPS * TAPS; i++) {
            int fromRow = clamped((int) Math.floor(row) - 1 + i / TAPS, side);
            int fromColumn = clamped((int) Math.floor(column) - 1 + i % TAPS, side);
            double value = values[(fromRow * side + fromColumn + 1) * size + c];
            sum += down[i / TAPS] * across[i % TAPS] * value;
          }
          out[(y * columns + x + 1) * size + c] = (float) sum;
        }
      }
    }
    return out;
  }

  private static int clamped(int at, int side) {
    return Math.max(0, Math.min(side - 1, at));
  }

  private static double[] taps(double at) {
    double part = at - Math.floor(at);
    return new double[] {
      outer(part + 1), inner(part), inner(1 - part), outer(2 - part),
    };
  }

  private static double inner(double x) {
    return ((A + 2) * x - (A + 3)) * x * x + 1;
  }

  private static double outer(double x) {
    return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
  }
}
