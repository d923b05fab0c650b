package org.segmentattribution.segmentation.coco;

import java.util.Arrays;
import org.segmentattribution.api.WrongInput;

/**
 * Draws polygons as COCO's tools do, to the pixel. The outline of a polygon is walked in steps of a
 * fifth of a pixel; wherever it crosses the middle of a column of pixels, inside and outside change
 * from the next pixel of that column on (Lin et al., "Microsoft COCO: Common Objects in Context",
 * 2014; {@code rleFrPoly} of <a href="https://github.com/cocodataset/cocoapi">cocoapi</a>'s {@code
 * maskApi.c}). Pixel (x, y) covers x to x + 1 and y to y + 1.
 *
 * <p>One object draws all polygons of one image and limits the work for it. Every error is a {@link
 * WrongInput} in one line.
 */
final class PolygonRuns {
  /** Steps for each pixel; odd, so that a column's middle lies between two positions. */
  private static final int SCALE = 5;

  /**
   * Largest number of steps for all outlines of an image together; they take less than a second.
   */
  static final int MOST_STEPS = 1 << 25;

  /** Largest distance from the image's top left, in pixels. */
  static final double FARTHEST = 1 << 24;

  private final int width;
  private final int height;
  private long steps;

  private int points;
  private int firstX;
  private int firstY;
  private int lastX;
  private int lastY;

  private boolean walking;
  private int walkX;
  private int walkY;

  private int[] crossings = new int[64];
  private int crossed;
  private long[] spans = new long[64];
  private int spanned;

  /** Prepares an image of this size. */
  PolygonRuns(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Adds the next corner of a polygon, in pixels from the image's top left. */
  void corner(double x, double y) {
    if (!(Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST)) {
      throw new WrongInput("a polygon has the corner (" + x + ", " + y + ")");
    }
    int atX = (int) (SCALE * x + .5);
    int atY = (int) (SCALE * y + .5);
    if (points++ == 0) {
      firstX = atX;
      firstY = atY;
    } else {
      edge(lastX, lastY, atX, atY);
    }
    lastX = atX;
    lastY = atY;
  }

  /** Ends a polygon. */
  void close() {
    if (points < 3) {
      throw new WrongInput("a polygon has " + points + " corners, not 3 or more");
    }
    edge(lastX, lastY, firstX, firstY);
    Arrays.sort(crossings, 0, crossed);
    for (int i = 0; i < crossed; i += 2) {
      int end = i + 1 < crossed ? crossings[i + 1] : width * height;
      if (spanned == spans.length) {
        spans = Arrays.copyOf(spans, 2 * spanned);
      }
      spans[spanned++] = (long) crossings[i] << Integer.SIZE | end;
    }
    points = 0;
    crossed = 0;
    walking = false;
  }

  /** Returns the union of the polygons since the last call as COCO's runs, column by column. */
  long[] runs() {
    Arrays.sort(spans, 0, spanned);
    long[] runs = new long[2 * spanned + 1];
    int count = 0;
    long at = 0;
    for (int i = 0; i < spanned; i++) {
      long start = spans[i] >>> Integer.SIZE;
      long end = spans[i] & 0xffffffffL;
      if (start > at || count == 0) {
        runs[count++] = start - at;
        runs[count++] = end - start;
        at = end;
      } else if (end > at) {
        runs[count - 1] += end - at;
        at = end;
      }
    }
    runs[count++] = (long) width * height - at;
    spanned = 0;
    return Arrays.copyOf(runs, count);
  }

  /** Walks from corner to corner; rounding depends on the end that is further left or up. */
  private void edge(int fromX, int fromY, int toX, int toY) {
    int acrossX = Math.abs(toX - fromX);
    int acrossY = Math.abs(toY - fromY);
    int length = Math.max(acrossX, acrossY);
    steps += length + 1L;
    if (steps > MOST_STEPS) {
      throw new WrongInput(
          "the outlines of the image's polygons are longer than " + MOST_STEPS / SCALE + " pixels");
    }
    boolean flat = acrossX >= acrossY;
    boolean back = flat ? fromX > toX : fromY > toY;
    int startX = back ? toX : fromX;
    int startY = back ? toY : fromY;
    double rise = back ? fromY - toY : toY - fromY;
    double run = back ? fromX - toX : toX - fromX;
    // not a number where both ends are one point, which crosses nothing
    double slope = flat ? rise / acrossX : run / acrossY;
    for (int i = 0; i <= length; i++) {
      int t = back ? length - i : i;
      if (flat) {
        step(startX + t, (int) (startY + slope * t + .5));
      } else {
        step((int) (startX + slope * t + .5), startY + t);
      }
    }
  }

  private void step(int x, int y) {
    int left = x < walkX ? x : x - 1;
    boolean crosses = walking && x != walkX && left >= 0 && left % SCALE == SCALE / 2;
    if (crosses && left / SCALE < width) {
      int row = Math.floorDiv(Math.min(y, walkY) + SCALE / 2, SCALE);
      if (crossed == crossings.length) {
        crossings = Arrays.copyOf(crossings, 2 * crossed);
      }
      crossings[crossed++] = left / SCALE * height + Math.max(0, Math.min(row, height));
    }
    walking = true;
    walkX = x;
    walkY = y;
  }
}
