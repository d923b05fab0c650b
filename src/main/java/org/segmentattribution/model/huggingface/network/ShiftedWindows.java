package org.segmentattribution.model.huggingface.network;

/**
 * Cuts a grid of tokens into windows, which lie shifted in every second block of Swin, and joins
 * them again.
 *
 * @param graph where nodes are added
 * @param size features of a token
 * @param rows of the grid
 * @param columns of the grid
 * @param side of a window
 * @param shift of the windows; 0 for none
 */
record ShiftedWindows(
    ModuleGraph graph, long size, long rows, long columns, long side, long shift) {
  /** Keeps tokens apart that were neighbours only by the shift; Swin's own number. */
  private static final float APART = -100;

  /** A quarter of what an ONNX file's node may make. */
  private static final long MOST = 1 << 27;

  /** Number of windows. */
  long count() {
    return rows / side * (columns / side);
  }

  /** Tokens N x T x C as windows N x W x T x C. */
  String cut(String name, String x) {
    String plane = graph.reshape(name + "plane", x, 0, rows, columns, size);
    plane = rolled(name + "up", rolled(name + "left", plane, 2, shift), 1, shift);
    long[] sizes = {0, rows / side, side, columns / side, side, size};
    String parts = graph.reshape(name + "parts", plane, sizes);
    String ordered = graph.transpose(name + "windows", parts, 0, 1, 3, 2, 4, 5);
    return graph.reshape(name + "rows", ordered, 0, count(), side * side, size);
  }

  /** Windows N x W x T x C as tokens N x T x C. */
  String joined(String name, String x) {
    long[] sizes = {0, rows / side, columns / side, side, side, size};
    String parts = graph.reshape(name + "back.parts", x, sizes);
    String ordered = graph.transpose(name + "back.windows", parts, 0, 1, 3, 2, 4, 5);
    String plane = graph.reshape(name + "back.plane", ordered, 0, rows, columns, size);
    long down = shift == 0 ? 0 : rows - shift;
    long right = shift == 0 ? 0 : columns - shift;
    plane = rolled(name + "right", rolled(name + "down", plane, 1, down), 2, right);
    return graph.reshape(name + "back.rows", plane, 0, rows * columns, size);
  }

  /** Moves what lies before a place along an axis behind the end. */
  private String rolled(String name, String x, long axis, long by) {
    if (by == 0) {
      return x;
    }
    long length = axis == 1 ? rows : columns;
    return graph.concatenate(
        name,
        axis,
        graph.slice(name + ".after", x, axis, by, length, 1),
        graph.slice(name + ".before", x, axis, 0, by, 1));
  }

  /**
   * The learned bias of each pair of tokens, with the mask of shifted windows: W x heads x T x T.
   */
  String bias(String table, long heads) {
    int s = (int) side;
    int tokens = s * s;
    int reach = 2 * s - 1;
    float[] learned = graph.values(table, (long) reach * reach, heads);
    int windows = shift == 0 ? 1 : (int) count();
    long all = windows * heads * tokens * tokens;
    if (all > MOST) {
      throw graph.refuse(
          table, "would make " + all + " values for these pictures, which are too many");
    }
    float[] bias = new float[(int) all];
    int at = 0;
    for (int w = 0; w < windows; w++) {
      for (int head = 0; head < heads; head++) {
        for (int q = 0; q < tokens; q++) {
          for (int k = 0; k < tokens; k++) {
            int down = q / s - k / s + s - 1;
            int right = q % s - k % s + s - 1;
            float value = learned[(down * reach + right) * (int) heads + head];
            boolean apart = shift != 0 && region(w, q) != region(w, k);
            bias[at++] = apart ? value + APART : value;
          }
        }
      }
    }
    return graph.constant(table + ".pairs", bias, windows, heads, tokens, tokens);
  }

  /** Which of nine parts of the shifted grid a token of a window belongs to. */
  private long region(int window, int token) {
    long across = columns / side;
    long row = window / across * side + token / side;
    long column = window % across * side + token % side;
    return 3 * part(row, rows) + part(column, columns);
  }

  private long part(long at, long length) {
    return at < length - side ? 0 : at < length - shift ? 1 : 2;
  }
}
