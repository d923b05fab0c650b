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
}
