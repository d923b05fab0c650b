package org.segmentattribution.api;

/** The structuring element with which a mask is padded (dilated); r is the padding in pixels. */
public enum PadShape {
  /** Square: Chebyshev distance at most r, (2r+1)² pixels. */
  SQUARE,
  /** Diamond: |dx| + |dy| at most r. */
  DIAMOND,
  /** Disc: dx² + dy² at most r². */
  DISC;

  /**
   * Returns the reach in x at a distance of dy rows, or -1 where the element has no pixel in that
   * row.
   */
  int reach(int radius, int dy) {
    int d = Math.abs(dy);
    if (d > radius) {
      return -1;
    }
    return switch (this) {
      case SQUARE -> radius;
      case DIAMOND -> radius - d;
      case DISC -> (int) Math.floor(Math.sqrt((double) radius * radius - (double) d * d));
    };
  }

  /**
   * Pads rows of bits; the last word of each row may get bits beyond the width.
   *
   * @param words rows one after another, {@code stride} words each
   */
  long[] dilate(long[] words, int stride, int radius) {
    long[] padded = new long[words.length];
    long[] row = new long[stride];
    int height = words.length / stride;
    for (int y = 0; y < height; y++) {
      if (isEmpty(words, y * stride, stride)) {
        continue;
      }
      int spread = -1;
      for (int d = 0; d <= radius; d++) {
        int reach = reach(radius, d);
        if (reach != spread) {
          System.arraycopy(words, y * stride, row, 0, stride);
          widen(row, reach);
          spread = reach;
        }
        add(padded, y - d, row);
        add(padded, y + d, row);
      }
    }
    return padded;
  }

  private static boolean isEmpty(long[] words, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (words[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds a row of bits to row y, if there is such a row. */
  private static void add(long[] to, int y, long[] row) {
    int from = y * row.length;
    for (int i = 0; y >= 0 && from < to.length && i < row.length; i++) {
      to[from + i] |= row[i];
    }
  }

  /** Widens a row by {@code reach} pixels to both sides. */
  private static void widen(long[] row, int reach) {
    for (int step = 0; step < reach; step++) {
      long carryUp = 0;
      for (int i = 0; i < row.length; i++) {
        long word = row[i];
        long fromRight = word >>> 1 | (i + 1 < row.length ? row[i + 1] << 63 : 0);
        row[i] = word | word << 1 | carryUp | fromRight;
        carryUp = word >>> 63;
      }
    }
  }
}
