package org.segmentattribution.report.photograph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.segmentattribution.api.Mask;
import org.segmentattribution.report.svg.MaskOutline;
import org.segmentattribution.report.svg.MaskOutline.Corner;

/**
 * Draws the outline of a mask as a path of few straight lines in whole units, two units a pixel.
 * The line passes through the middles of the edges of pixels, so steps become slopes, and then
 * loses points that lie nearly on a line (Douglas and Peucker 1973).
 */
final class SmoothOutline {
  /** Units a pixel of the mask. */
  static final int UNITS = 2;

  /** Largest distance in units between the line and a point that is left out. */
  private static final double NEAR = 1.2;

  /** Longest path in characters before a coarser one is tried. */
  private static final int LONG = 1200;

  private static final int MOST_CHARACTERS = 100_000;
  private static final Pattern PATH =
      Pattern.compile("(?:M[0-9]{1,4} [0-9]{1,4}l(?:[ -]?[0-9]{1,4})++z)*+");

  private SmoothOutline() {}

  /** Returns whether a text is a path of this class. */
  static boolean isOne(String text) {
    return text != null && text.length() <= MOST_CHARACTERS && PATH.matcher(text).matches();
  }

  private record Point(int x, int y) {}

  /** Returns the path; empty for a mask without pixels. */
  static String path(Mask mask) {
    List<List<Point>> rings = new ArrayList<>();
    for (List<Corner> border : MaskOutline.borders(mask)) {
      rings.add(middles(border));
    }
    rings.sort(Comparator.comparingInt((List<Point> ring) -> -ring.size()));
    double near = NEAR;
    String path = path(rings, near);
    while (path.length() > LONG && near < 4 * NEAR) {
      near *= 2;
      path = path(rings, near);
    }
    return path.length() <= LONG ? path : largest(rings, near);
  }

  /** Returns the path of the longest borders that fit. */
  private static String largest(List<List<Point>> rings, double near) {
    int fits = rings.size();
    String path = path(rings, near);
    while (fits > 1 && path.length() > LONG) {
      fits = (fits + 1) / 2;
      path = path(rings.subList(0, fits), near);
    }
    return path;
  }

  private static String path(List<List<Point>> rings, double near) {
    StringBuilder d = new StringBuilder();
    for (List<Point> ring : rings) {
      List<Point> few = simplified(ring, near);
      if (few.size() < 3) {
        continue;
      }
      Point last = few.get(0);
      d.append('M').append(last.x).append(' ').append(last.y).append('l');
      for (int i = 1; i < few.size(); i++) {
        Point next = few.get(i);
        number(d, next.x - last.x);
        number(d, next.y - last.y);
        last = next;
      }
      d.append('z');
    }
    return d.toString();
  }

  private static void number(StringBuilder d, int value) {
    if (value >= 0 && d.charAt(d.length() - 1) != 'l') {
      d.append(' ');
    }
    d.append(value);
  }

  private static List<Point> middles(List<Corner> border) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < border.size(); i++) {
      Corner from = border.get(i);
      Corner to = border.get((i + 1) % border.size());
      int length = Math.abs(to.x() - from.x()) + Math.abs(to.y() - from.y());
      int dx = Integer.signum(to.x() - from.x());
      int dy = Integer.signum(to.y() - from.y());
      for (int k = 0; k < length; k++) {
        points.add(
            new Point(UNITS * from.x() + dx * (2 * k + 1), UNITS * from.y() + dy * (2 * k + 1)));
      }
    }
    return points;
  }

  /** Leaves out points of a ring; its first point and the one farthest from it always stay. */
  private static List<Point> simplified(List<Point> ring, double near) {
    int far = 0;
    for (int i = 1; i < ring.size(); i++) {
      far = square(ring.get(0), ring.get(i)) > square(ring.get(0), ring.get(far)) ? i : far;
    }
    boolean[] stays = new boolean[ring.size()];
    stays[0] = true;
    stays[far] = true;
    mark(ring, 0, far, near, stays);
    mark(ring, far, ring.size(), near, stays);
    List<Point> few = new ArrayList<>();
    for (int i = 0; i < stays.length; i++) {
      if (stays[i]) {
        few.add(ring.get(i));
      }
    }
    return few;
  }

  private static void mark(List<Point> ring, int from, int to, double near, boolean[] stays) {
    Point a = ring.get(from);
    Point b = ring.get(to % ring.size());
    double most = near;
    int at = -1;
    for (int i = from + 1; i < to; i++) {
      double away = distance(ring.get(i), a, b);
      if (away > most) {
        most = away;
        at = i;
      }
    }
    if (at >= 0) {
      stays[at] = true;
      mark(ring, from, at, near, stays);
      mark(ring, at, to, near, stays);
    }
  }

  private static double distance(Point p, Point a, Point b) {
    double length = Math.sqrt(square(a, b));
    return length == 0
        ? Math.sqrt(square(a, p))
        : Math.abs((double) (b.x - a.x) * (a.y - p.y) - (double) (a.x - p.x) * (b.y - a.y))
            / length;
  }

  private static double square(Point a, Point b) {
    double dx = a.x - b.x;
    double dy = a.y - b.y;
    return dx * dx + dy * dy;
  }
}
