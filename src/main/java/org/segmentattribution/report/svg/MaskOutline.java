package org.segmentattribution.report.svg;

import static org.segmentattribution.report.svg.SvgWriter.number;

import org.segmentattribution.api.Mask;

/** Draws the border of a mask as an SVG path along the edges of its pixels, holes included. */
public final class MaskOutline {
  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};

  private final int columns;

  /**
   * For each corner of a pixel, the directions (bit 0 right, 1 down, 2 left, 3 up) still to be
   * drawn.
   */
  private final byte[] edges;

  private MaskOutline(Mask mask) {
    columns = mask.width() + 1;
    edges = new byte[columns * (mask.height() + 1)];
    mask.forEach(
        (x, y) -> {
          if (y == 0 || !mask.contains(x, y - 1)) {
            edges[y * columns + x] |= 1;
          }
          if (x == mask.width() - 1 || !mask.contains(x + 1, y)) {
            edges[y * columns + x + 1] |= 2;
          }
          if (y == mask.height() - 1 || !mask.contains(x, y + 1)) {
            edges[(y + 1) * columns + x + 1] |= 4;
          }
          if (x == 0 || !mask.contains(x - 1, y)) {
            edges[(y + 1) * columns + x] |= 8;
          }
        });
  }

  /**
   * Returns closed paths around the mask; empty for a mask without pixels.
   *
   * @param left x of the picture's left edge
   * @param top y of the picture's upper edge
   * @param scale figure units for each pixel
   */
  public static String path(Mask mask, double left, double top, double scale) {
    MaskOutline outline = new MaskOutline(mask);
    StringBuilder d = new StringBuilder();
    for (int corner = 0; corner < outline.edges.length; corner++) {
      while (outline.edges[corner] != 0) {
        outline.trace(corner, d, left, top, scale);
      }
    }
    return d.toString();
  }

  private void trace(int start, StringBuilder d, double left, double top, double scale) {
    int x = start % columns;
    int y = start / columns;
    d.append('M').append(number(left + x * scale)).append(' ').append(number(top + y * scale));
    int direction = Integer.numberOfTrailingZeros(edges[start]);
    while (edges[y * columns + x] != 0) {
      int next = turn(edges[y * columns + x], direction);
      if (next != direction) {
        corner(d, direction, left + x * scale, top + y * scale);
      }
      direction = next;
      edges[y * columns + x] &= (byte) ~(1 << direction);
      x += STEP_X[direction];
      y += STEP_Y[direction];
      if (y * columns + x == start) {
        break;
      }
    }
    d.append('Z');
  }

  /**
   * Chooses the next direction, right first: where two pixels touch at a corner, each keeps its own
   * border.
   */
  private static int turn(int open, int direction) {
    for (int change : new int[] {1, 0, 3}) {
      int next = direction + change & 3;
      if ((open >> next & 1) != 0) {
        return next;
      }
    }
    throw new IllegalStateException("a border that ends");
  }

  private static void corner(StringBuilder d, int direction, double x, double y) {
    boolean horizontal = STEP_Y[direction] == 0;
    d.append(horizontal ? 'H' : 'V').append(number(horizontal ? x : y));
  }
}
