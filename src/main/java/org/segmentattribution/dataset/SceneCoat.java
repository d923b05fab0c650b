package org.segmentattribution.dataset;

import static org.segmentattribution.dataset.SceneAnatomy.at;
import static org.segmentattribution.dataset.SceneAnatomy.p;
import static org.segmentattribution.dataset.SceneAnatomy.range;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.SplittableRandom;

/**
 * Colours and texture of an animal. Coats of both classes are drawn from overlapping ranges of
 * colour and contrast, so that only the form of the pattern tells them apart.
 *
 * @param base of trunk, neck, head and upper legs
 * @param pattern of stripes, patches or dapples
 * @param hair of mane and tail
 * @param muzzle of the nose
 * @param stripes whether the pattern is a zebra's
 * @param patches how many patches a horse has
 * @param dapples how many dapples
 * @param pitch from stripe to stripe
 */
record SceneCoat(
    Color base,
    Color pattern,
    Color hair,
    Color muzzle,
    boolean stripes,
    int patches,
    int dapples,
    double pitch) {

  /** Coats of horses: bay, chestnut, black, two greys, two whites, palomino, two duns. */
  private static final int[][] HORSES = {
    {110, 66, 40},
    {139, 76, 42},
    {44, 40, 42},
    {135, 135, 138},
    {216, 212, 204},
    {196, 158, 100},
    {168, 142, 108},
    {208, 204, 198},
    {182, 156, 122},
    {120, 112, 108}
  };

  static SceneCoat of(SceneClass kind, SplittableRandom random) {
    return kind == SceneClass.ZEBRA ? zebra(random) : horse(random);
  }

  private static SceneCoat zebra(SplittableRandom random) {
    double warm = range(random, 0, 38);
    double light = range(random, 170, 238);
    double dark = range(random, 22, 78);
    Color pale = rgb(light, light - warm * 0.35, light - warm);
    Color stripe = rgb(dark + warm * 0.8, dark + warm * 0.35, dark);
    return new SceneCoat(
        pale,
        stripe,
        stripe,
        mix(stripe, Color.BLACK, 0.3),
        true,
        0,
        0,
        range(random, 0.07, 0.115));
  }

  private static SceneCoat horse(SplittableRandom random) {
    int[] tone = HORSES[random.nextInt(HORSES.length)];
    double gain = range(random, 0.85, 1.15);
    Color base = rgb(tone[0] * gain, tone[1] * gain, tone[2] * gain);
    boolean dark = tone[0] + tone[1] + tone[2] < 330;
    Color pattern =
        dark
            ? rgb(range(random, 190, 235), range(random, 185, 225), range(random, 170, 215))
            : mix(base, Color.BLACK, range(random, 0.45, 0.85));
    int look = random.nextInt(10);
    Color hair = random.nextBoolean() ? mix(base, Color.BLACK, 0.6) : mix(base, pattern, 0.55);
    return new SceneCoat(
        base,
        pattern,
        hair,
        mix(base, Color.BLACK, range(random, 0.15, 0.6)),
        false,
        look < 5 ? 3 + random.nextInt(6) : 0,
        look == 5 || look == 6 ? 45 : 0,
        0);
  }

  private static Color rgb(double r, double g, double b) {
    return new Color(clamp(r), clamp(g), clamp(b));
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, value));
  }

  static Color mix(Color a, Color b, double share) {
    return rgb(
        a.getRed() + (b.getRed() - a.getRed()) * share,
        a.getGreen() + (b.getGreen() - a.getGreen()) * share,
        a.getBlue() + (b.getBlue() - a.getBlue()) * share);
  }

  /** The trunk's texture: bands that lean back over the haunch, patches or dapples. */
  void trunk(SceneCanvas canvas, SceneAnatomy body, SplittableRandom random) {
    if (!stripes) {
      blots(canvas, random, 0.34);
      return;
    }
    for (double x = -0.62; x < 0.62; x += pitch * range(random, 0.85, 1.15)) {
      double haunch = Math.max(0, -0.12 - x);
      Path2D band = new Path2D.Double();
      band.moveTo(x + 0.1 * haunch, -0.34);
      band.curveTo(
          x + range(random, -0.02, 0.02),
          -0.12,
          x - 0.5 * haunch,
          0.04,
          x - 1.3 * haunch + range(random, -0.02, 0.02),
          0.3 - 0.5 * haunch);
      canvas.texture(band, pitch * range(random, 0.38, 0.58), pattern);
    }
  }

  /** Rings around the neck. */
  void neck(SceneCanvas canvas, SceneAnatomy body, SplittableRandom random) {
    if (!stripes) {
      if (patches > 0 && random.nextBoolean()) {
        Point2D middle = SceneCurve.between(body.crest(), range(random, 0.2, 0.8));
        blot(canvas, middle.getX(), middle.getY() + 0.08, range(random, 0.08, 0.16), random);
      }
      return;
    }
    double step = pitch / 0.62;
    for (double s = 0.02; s < 1.05; s += step * range(random, 0.85, 1.15)) {
      Point2D top = SceneCurve.between(body.crest(), Math.min(1, s));
      Point2D low = SceneCurve.between(body.throat(), Math.min(1, s));
      canvas.texture(
          new java.awt.geom.Line2D.Double(top, low), pitch * range(random, 0.36, 0.5), pattern);
    }
  }

  /** Fine stripes across the head, or a blaze. */
  void head(SceneCanvas canvas, SceneAnatomy body, SplittableRandom random) {
    Point2D nose = body.nose();
    Point2D jaw = p(-nose.getY(), nose.getX());
    if (!stripes) {
      if (random.nextInt(3) == 0) {
        Path2D blaze =
            SceneCurve.open(
                at(body.poll(), nose, 0.06, jaw, -0.07), at(body.poll(), nose, 0.34, jaw, -0.03));
        canvas.texture(blaze, 0.05, new Color(235, 232, 226));
      }
      return;
    }
    for (double s = 0.02; s < 0.3; s += pitch * 0.55 * range(random, 0.9, 1.1)) {
      Path2D line =
          SceneCurve.open(
              at(body.poll(), nose, s + 0.03, jaw, -0.1),
              at(body.poll(), nose, s, jaw, 0.02),
              at(body.poll(), nose, s - 0.02, jaw, 0.13));
      canvas.texture(line, pitch * 0.24, pattern);
    }
  }

  /** Rings around a leg, or a sock. */
  void leg(SceneCanvas canvas, SceneAnatomy.Leg leg, Color paint, SplittableRandom random) {
    double step = pitch * 0.75;
    Point2D[] line = leg.line();
    if (!stripes) {
      if (random.nextInt(4) == 0) {
        canvas.texture(
            new java.awt.geom.Line2D.Double(line[2], line[3]), 0.16, new Color(225, 221, 213));
      }
      return;
    }
    for (double s = 0.12; s < 1; s += step * range(random, 0.9, 1.1)) {
      Point2D middle = SceneCurve.between(line, s);
      double half = 0.16;
      canvas.texture(
          new java.awt.geom.Line2D.Double(
              middle.getX() - half, middle.getY() + 0.02, middle.getX() + half, middle.getY()),
          step * 0.42,
          paint);
    }
  }

  /** Stripes that go on through an upright mane. */
  void mane(SceneCanvas canvas, SceneAnatomy body, SplittableRandom random) {
    if (!stripes) {
      return;
    }
    for (double s = 0.04; s < 1; s += pitch / 0.5) {
      Point2D root = SceneCurve.between(body.crest(), s);
      Point2D low = SceneCurve.between(body.throat(), s);
      double dx = root.getX() - low.getX();
      double dy = root.getY() - low.getY();
      Point2D tip = p(root.getX() + dx * 0.5, root.getY() + dy * 0.5);
      canvas.texture(new java.awt.geom.Line2D.Double(root, tip), pitch * 0.42, base);
    }
  }

  private void blots(SceneCanvas canvas, SplittableRandom random, double reach) {
    for (int i = 0; i < patches; i++) {
      blot(
          canvas,
          range(random, -0.5, 0.48),
          range(random, -0.25, 0.2),
          range(random, 0.06, 0.2),
          random);
    }
    Color faint = mix(base, pattern, 0.4);
    for (int i = 0; i < dapples; i++) {
      double r = range(random, 0.014, 0.034);
      canvas.fill(
          new Ellipse2D.Double(
              range(random, -0.5, 0.48) - r, range(random, -reach, 0.2) - r, 2 * r, 1.7 * r),
          faint,
          SceneCanvas.KEEP);
    }
  }

  private void blot(
      SceneCanvas canvas, double x, double y, double radius, SplittableRandom random) {
    Point2D[] rim = new Point2D[9];
    for (int i = 0; i < rim.length; i++) {
      double angle = 2 * Math.PI * i / rim.length;
      double r = radius * range(random, 0.6, 1.3);
      rim[i] = p(x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    canvas.fill(SceneCurve.closed(rim), pattern, SceneCanvas.KEEP);
  }
}
