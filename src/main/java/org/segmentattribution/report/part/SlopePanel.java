package org.segmentattribution.report.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.segmentattribution.report.svg.NumberText;

/**
 * Lines from the shares under one model to those under another, with names at both ends that do not
 * overlap. Heights are pixels; the names take the room that the page has beside the lines.
 *
 * @param title the class
 * @param lines those beyond chance last, so that they are on top
 * @param rest what is not shown, in words; may be empty
 * @param height in pixels
 */
public record SlopePanel(String title, List<Line> lines, String rest, double height) {
  /** Width of the part with the lines. */
  public static final int WIDTH = 88;

  /** Where the points of the first model are. */
  public static final int FIRST = 8;

  /** Where the points of the second model are. */
  public static final int SECOND = 80;

  private static final double TOP = 34;
  private static final double PITCH = 15.5;
  private static final double LEAST = 236;

  /** Room below the lowest point, for names that are moved. */
  private static final double FOOT = 44;

  /** One end of a line: where its point is and where its name is, from the top; and its share. */
  public record End(boolean known, double point, double text, String share) {
    /** Returns the height of the point as markup. */
    public String at() {
      return NumberText.fixed(point, 1);
    }

    /** Returns the height of the name as markup. */
    public String label() {
      return NumberText.fixed(text, 1);
    }

    /** Returns the height of something beside the point as markup. */
    public String beside(int units) {
      return NumberText.fixed(point + units, 1);
    }
  }

  /** A segment under both models. */
  public record Line(Slope slope, End a, End b) {
    /** Returns whether it has both ends. */
    public boolean whole() {
      return a.known() && b.known();
    }
  }

  /**
   * Places the names.
   *
   * @param largest share at the top of the scale, above 0
   */
  static SlopePanel of(String title, List<Slope> slopes, String rest, double largest) {
    double height = Math.max(LEAST, PITCH * slopes.size() + TOP + FOOT);
    List<End> first = ends(slopes, Slope::a, largest, height);
    List<End> second = ends(slopes, Slope::b, largest, height);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < slopes.size(); i++) {
      lines.add(new Line(slopes.get(i), first.get(i), second.get(i)));
    }
    lines.sort(Comparator.comparing(line -> line.slope().sure()));
    return new SlopePanel(title, List.copyOf(lines), rest, height);
  }

  private static List<End> ends(
      List<Slope> slopes, ToDoubleFunction<Slope> share, double largest, double height) {
    double[] points =
        slopes.stream()
            .mapToDouble(
                s -> height - FOOT - (height - FOOT - TOP) * share.applyAsDouble(s) / largest)
            .toArray();
    double[] texts = spread(points, height - 8);
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      String number = NumberText.share(share.applyAsDouble(slopes.get(i)));
      ends.add(new End(Double.isFinite(points[i]), points[i], texts[i], number));
    }
    return ends;
  }

  /** Moves heights apart, those that are too close around their middle. */
  static double[] spread(double[] wanted, double bottom) {
    Integer[] order =
        IntStream.range(0, wanted.length)
            .filter(i -> Double.isFinite(wanted[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> wanted[i]))
            .toArray(Integer[]::new);
    List<double[]> groups = new ArrayList<>(); // number of names, sum of their wanted middles
    for (Integer i : order) {
      groups.add(new double[] {1, wanted[i]});
      while (groups.size() > 1 && overlaps(groups)) {
        double[] last = groups.remove(groups.size() - 1);
        double[] before = groups.get(groups.size() - 1);
        before[0] += last[0];
        before[1] += last[1];
      }
    }
    double[] placed = new double[wanted.length];
    Arrays.fill(placed, Double.NaN);
    int at = 0;
    for (double[] group : groups) {
      double from = start(group);
      for (int k = 0; k < group[0]; k++) {
        placed[order[at++]] = from + k * PITCH;
      }
    }
    // the lowest stay inside, the others make room
    double limit = bottom;
    for (int k = order.length - 1; k >= 0; k--) {
      placed[order[k]] = Math.min(placed[order[k]], limit);
      limit = placed[order[k]] - PITCH;
    }
    return placed;
  }

  private static double start(double[] group) {
    return group[1] / group[0] - (group[0] - 1) * PITCH / 2;
  }

  private static boolean overlaps(List<double[]> groups) {
    double[] last = groups.get(groups.size() - 1);
    double[] before = groups.get(groups.size() - 2);
    return start(last) < start(before) + before[0] * PITCH;
  }
}
