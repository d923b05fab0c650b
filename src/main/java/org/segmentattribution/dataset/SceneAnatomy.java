package org.segmentattribution.dataset;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The shapes of one horse or zebra that looks to the right. The unit is the length of the trunk,
 * whose middle is the origin; y grows downwards, the ground is at {@link #GROUND}.
 *
 * @param trunk shoulder to croup
 * @param neck withers to poll
 * @param head with the muzzle
 * @param muzzle the head's end
 * @param ears near and far
 * @param eye of the near side
 * @param mane along the crest
 * @param tail whole
 * @param legs far hind, far fore, near hind, near fore
 * @param crest line of the neck, from withers to poll
 * @param throat line of the neck's underside, from chest to jaw
 * @param poll where the head begins
 * @param nose the way that the head points, of length 1
 */
record SceneAnatomy(
    Shape trunk,
    Shape neck,
    Shape head,
    Shape muzzle,
    List<Shape> ears,
    Shape eye,
    Shape mane,
    Shape tail,
    List<Leg> legs,
    Point2D[] crest,
    Point2D[] throat,
    Point2D poll,
    Point2D nose) {
  static final double GROUND = 0.76;

  /**
   * One leg.
   *
   * @param limb down to the hoof
   * @param hoof its end
   * @param line its middle, from the trunk to the hoof
   */
  record Leg(Shape limb, Shape hoof, Point2D[] line) {}

  /** A pose drawn at random. */
  static SceneAnatomy of(SceneClass kind, SplittableRandom random) {
    boolean grazing = random.nextInt(5) == 0;
    double lift = grazing ? range(random, -0.75, -0.5) : range(random, 0.55, 1.05);
    double droop = grazing ? range(random, 0.95, 1.25) : range(random, 0.45, 0.85);
    double thick = range(random, 0.92, 1.1);
    Shape trunk =
        SceneCurve.closed(
            p(0.27, -0.27 * thick),
            p(0.05, -0.205 * thick),
            p(-0.16, -0.215 * thick),
            p(-0.33, -0.265 * thick),
            p(-0.46, -0.18 * thick),
            p(-0.5, 0.0),
            p(-0.42, 0.13),
            p(-0.22, 0.15 * thick),
            p(0.02, 0.22 * thick),
            p(0.24, 0.21 * thick),
            p(0.42, 0.12),
            p(0.48, -0.02),
            p(0.42, -0.19));
    Point2D base = p(0.36, -0.13);
    Point2D along = p(Math.cos(lift), -Math.sin(lift));
    Point2D across = p(-along.getY(), along.getX());
    double length = range(random, 0.42, 0.5);
    Point2D poll = at(base, along, length, across, 0);
    double arch = grazing ? 0.02 : range(random, 0.02, 0.06);
    Point2D[] crest = {
      p(0.2, -0.25 * thick),
      at(base, along, 0.12, across, -0.155),
      at(base, along, 0.28, across, -0.1 - arch),
      at(base, along, length, across, -0.065)
    };
    Point2D[] throat = {
      p(0.44, 0.1),
      at(base, along, 0.1, across, 0.16),
      at(base, along, 0.26, across, 0.1),
      at(base, along, length - 0.02, across, 0.075)
    };
    Point2D nose = p(Math.cos(droop), Math.sin(droop));
    Point2D jaw = p(-nose.getY(), nose.getX());
    Shape head =
        SceneCurve.closed(
            at(poll, nose, -0.05, jaw, -0.04),
            at(poll, nose, 0.08, jaw, -0.085),
            at(poll, nose, 0.24, jaw, -0.05),
            at(poll, nose, 0.36, jaw, -0.035),
            at(poll, nose, 0.41, jaw, 0.02),
            at(poll, nose, 0.36, jaw, 0.07),
            at(poll, nose, 0.25, jaw, 0.065),
            at(poll, nose, 0.13, jaw, 0.115),
            at(poll, nose, 0.0, jaw, 0.1));
    Shape muzzle =
        SceneCurve.closed(
            at(poll, nose, 0.31, jaw, -0.042),
            at(poll, nose, 0.37, jaw, -0.034),
            at(poll, nose, 0.412, jaw, 0.02),
            at(poll, nose, 0.365, jaw, 0.072),
            at(poll, nose, 0.3, jaw, 0.068));
    Point2D eyeAt = at(poll, nose, 0.115, jaw, -0.03);
    Shape eye = new Ellipse2D.Double(eyeAt.getX() - 0.033, eyeAt.getY() - 0.03, 0.066, 0.06);
    return new SceneAnatomy(
        trunk,
        neck(crest, throat),
        head,
        muzzle,
        ears(poll, nose, jaw, random),
        eye,
        mane(kind, crest, across, random),
        tail(kind, random),
        legs(random),
        crest,
        throat,
        poll,
        nose);
  }

  private static Shape neck(Point2D[] crest, Point2D[] throat) {
    Path2D path = SceneCurve.open(crest);
    for (int i = throat.length - 1; i >= 0; i--) {
      path.lineTo(throat[i].getX(), throat[i].getY());
    }
    path.closePath();
    return path;
  }

  private static List<Shape> ears(
      Point2D poll, Point2D nose, Point2D jaw, SplittableRandom random) {
    List<Shape> ears = new ArrayList<>();
    double lean = range(random, -0.4, 0.25);
    for (double shift : new double[] {0.03, -0.03}) {
      Point2D root = at(poll, nose, shift, jaw, -0.06);
      double x = -jaw.getX() + lean * nose.getX();
      double y = -jaw.getY() + lean * nose.getY();
      double n = Math.hypot(x, y);
      Point2D up = p(x / n, y / n);
      Point2D side = p(-up.getY(), up.getX());
      ears.add(
          SceneCurve.closed(
              at(root, up, 0, side, -0.03),
              at(root, up, 0.07, side, -0.034),
              at(root, up, 0.145, side, 0),
              at(root, up, 0.07, side, 0.034),
              at(root, up, 0, side, 0.03)));
    }
    return ears;
  }

  private static Shape mane(
      SceneClass kind, Point2D[] crest, Point2D across, SplittableRandom random) {
    boolean upright = kind == SceneClass.ZEBRA || random.nextInt(3) == 0;
    double out = upright ? range(random, 0.055, 0.08) : 0.025;
    double in = upright ? 0.015 : range(random, 0.1, 0.17);
    Path2D path = SceneCurve.open(shifted(crest, across, -out));
    int locks = 9;
    for (int i = locks; i >= 0; i--) {
      Point2D root = SceneCurve.between(crest, i / (double) locks);
      double fall = upright ? in : in * range(random, 0.6, 1.15);
      path.lineTo(root.getX() + across.getX() * fall, root.getY() + across.getY() * fall);
    }
    path.closePath();
    return path;
  }

  private static Point2D[] shifted(Point2D[] line, Point2D across, double by) {
    Point2D[] shifted = new Point2D[line.length];
    for (int i = 0; i < line.length; i++) {
      shifted[i] = p(line[i].getX() + across.getX() * by, line[i].getY() + across.getY() * by);
    }
    return shifted;
  }

  private static Shape tail(SceneClass kind, SplittableRandom random) {
    double swing = range(random, -0.12, 0.1);
    double end = range(random, 0.4, 0.52);
    boolean tuft = kind == SceneClass.ZEBRA || random.nextInt(4) == 0;
    double upper = tuft ? 0.025 : 0.05;
    double lower = tuft ? 0.05 : 0.085;
    return SceneCurve.closed(
        p(-0.45, -0.19),
        p(-0.52 - upper / 2, -0.08),
        p(-0.55 + swing / 2 - upper, 0.1),
        p(-0.55 + swing - lower, 0.3),
        p(-0.54 + swing, end),
        p(-0.54 + swing + lower * 0.7, 0.3),
        p(-0.53 + swing / 2 + upper, 0.1),
        p(-0.48 + upper / 2, -0.06));
  }

  private static List<Leg> legs(SplittableRandom random) {
    double stride = range(random, 0, 0.16);
    double phase = range(random, -1, 1);
    return List.of(
        hind(-0.36, stride * phase - 0.03),
        fore(0.36, -stride * phase - 0.03),
        hind(-0.38, -stride * phase + 0.03),
        fore(0.32, stride * phase + 0.03));
  }

  private static Leg fore(double x, double swing) {
    Point2D[] line = {
      p(x, 0.08), p(x + swing * 0.6, 0.4), p(x + swing, 0.65), p(x + swing + 0.02, GROUND - 0.05)
    };
    return leg(line, 0.095, 0.05, 0.04, 0.042);
  }

  private static Leg hind(double x, double swing) {
    Point2D[] line = {
      p(x, 0.04),
      p(x - 0.06 + swing * 0.5, 0.38),
      p(x - 0.02 + swing, 0.65),
      p(x + 0.01 + swing, GROUND - 0.05)
    };
    return leg(line, 0.14, 0.055, 0.042, 0.045);
  }

  /** A limb around a line, with half its width at each of the four points. */
  private static Leg leg(Point2D[] line, double... half) {
    List<Point2D> outline = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outline.add(p(line[i].getX() - half[i], line[i].getY()));
    }
    for (int i = 3; i >= 0; i--) {
      outline.add(p(line[i].getX() + half[i], line[i].getY()));
    }
    double x = line[3].getX();
    Path2D hoof = new Path2D.Double();
    hoof.moveTo(x - 0.045, GROUND - 0.075);
    hoof.lineTo(x + 0.05, GROUND - 0.075);
    hoof.lineTo(x + 0.075, GROUND);
    hoof.lineTo(x - 0.055, GROUND);
    hoof.closePath();
    return new Leg(SceneCurve.closed(outline.toArray(Point2D[]::new)), hoof, line);
  }

  static double range(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  static Point2D p(double x, double y) {
    return new Point2D.Double(x, y);
  }

  /** A point so far along one direction and across another. */
  static Point2D at(Point2D from, Point2D along, double a, Point2D across, double b) {
    return p(
        from.getX() + a * along.getX() + b * across.getX(),
        from.getY() + a * along.getY() + b * across.getY());
  }
}
