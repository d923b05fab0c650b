package org.segmentattribution.report.svg;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.List;
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
    StringBuilder d = new StringBuilder();
    for (List<Corner> border : borders(mask)) {
      Corner last = border.get(0);
      d.append('M').append(number(left + last.x * scale));
      d.append(' ').append(number(top + last.y * scale));
      for (Corner next : border.subList(1, border.size())) {
        boolean across = next.y == last.y;
        d.append(across ? 'H' : 'V');
        d.append(number(across ? left + next.x * scale : top + next.y * scale));
        last = next;
      }
      d.append('Z');
    }
    return d.toString();
  }

  /** A corner of pixels: column and row of the pixel to its right and below. */
  public record Corner(int x, int y) {}

  /**
   * Returns the borders of the mask and of its holes, each closed: a beginning, then the corners at
   * which the direction changes.
   */
  public static List<List<Corner>> borders(Mask mask) {
    MaskOutline outline = new MaskOutline(mask);
    List<List<Corner>> borders = new ArrayList<>();
    for (int corner = 0; corner < outline.edges.length; corner++) {
      while (outline.edges[corner] != 0) {
        borders.add(outline.trace(corner));
      }
    }
    return borders;
  }

  private List<Corner> trace(int start) {
    int x = start % columns;
    int y = start / columns;
    List<Corner> border = new ArrayList<>(List.of(new Corner(x, y)));
    int direction = Integer.numberOfTrailingZeros(edges[start]);
    while (edges[y * columns + x] != 0) {
      int next = turn(edges[y * columns + x], direction);
      if (next != direction) {
        border.add(new Corner(x, y));
      }
      direction = next;
      edges[y * columns + x] &= (byte) ~(1 << direction);
      x += STEP_X[direction];
      y += STEP_Y[direction];
      if (y * columns + x == start) {
        break;
      }
    }
    return border;
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
}
