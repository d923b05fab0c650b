package org.segmentattribution.dataset;

import static org.segmentattribution.dataset.SceneAnatomy.p;
import static org.segmentattribution.dataset.SceneAnatomy.range;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Sky, hills, trees, grass and fences: the same for both classes. */
final class SceneBackground {
  private static final int SKY = Scene.label("sky");
  private static final int GRASS = Scene.label("grass");
  private static final int OTHER = 0;

  private final SceneCanvas canvas;
  private final SplittableRandom random;
  private final double horizon;
  private final Color grass;

  SceneBackground(SceneCanvas canvas, SplittableRandom random, double ground) {
    this.canvas = canvas;
    this.random = random;
    this.horizon = range(random, 0.3, Math.min(0.62, ground - 0.12));
    this.grass = grassColour();
  }

  private Color grassColour() {
    Color green = new Color(random.nextInt(60, 110), random.nextInt(105, 160), 45);
    Color dry = new Color(random.nextInt(165, 205), random.nextInt(145, 180), 95);
    return SceneCoat.mix(green, dry, random.nextInt(3) == 0 ? range(random, 0.6, 1) : 0.2);
  }

  /** What lies behind the animal. */
  void behind() {
    sky();
    hills();
    for (int trees = random.nextInt(4); trees > 0; trees--) {
      tree(range(random, 0, 1), range(random, 0.07, 0.2));
    }
    canvas.fill(
        new Rectangle2D.Double(-1, horizon, 3, 2),
        new GradientPaint(
            0, (float) horizon, SceneCoat.mix(grass, Color.WHITE, 0.22), 0, 1, shade(grass, 0.72)),
        GRASS);
    blades(horizon, 1, 170);
    if (random.nextInt(3) == 0) {
      fence();
    }
  }

  /** Grass in front of the hooves. */
  void front(double ground) {
    blades(ground, Math.min(1, ground + 0.05), 26);
  }

  private void sky() {
    Color[][] skies = {
      {new Color(88, 148, 214), new Color(198, 222, 242)},
      {new Color(150, 170, 190), new Color(212, 216, 220)},
      {new Color(96, 110, 160), new Color(244, 178, 122)},
      {new Color(120, 180, 224), new Color(240, 236, 214)},
      {new Color(126, 132, 142), new Color(176, 180, 186)}
    };
    Color[] sky = skies[random.nextInt(skies.length)];
    Paint paint = new GradientPaint(0, 0, sky[0], 0, (float) horizon, sky[1]);
    canvas.fill(new Rectangle2D.Double(-1, -1, 3, 3), paint, SKY);
    Color cloud = new Color(255, 255, 255, 120);
    for (int clouds = random.nextInt(5); clouds > 0; clouds--) {
      double x = range(random, -0.1, 1);
      double y = range(random, 0, horizon * 0.7);
      for (int puffs = 3 + random.nextInt(4); puffs > 0; puffs--) {
        double w = range(random, 0.07, 0.2);
        canvas.fill(
            new Ellipse2D.Double(
                x + range(random, -0.1, 0.1), y + range(random, -0.02, 0.02), w, w * 0.4),
            cloud,
            SKY);
      }
    }
  }

  private void hills() {
    for (int ridges = random.nextInt(3); ridges > 0; ridges--) {
      Point2D[] line = new Point2D[8];
      double height = range(random, 0.03, 0.15);
      for (int i = 0; i < 6; i++) {
        line[i] = p(-0.2 + i * 0.28, horizon - height * range(random, 0.1, 1));
      }
      line[6] = p(1.4, horizon + 0.1);
      line[7] = p(-0.4, horizon + 0.1);
      Color far =
          SceneCoat.mix(new Color(96, 122, 120), new Color(150, 150, 170), range(random, 0, 1));
      canvas.fill(SceneCurve.closed(line), far, OTHER);
    }
  }

  private void tree(double x, double size) {
    Color leaves =
        SceneCoat.mix(new Color(52, 84, 44), new Color(120, 118, 60), range(random, 0, 1));
    canvas.line(
        new Line2D.Double(x, horizon + 0.01, x, horizon - size),
        size * 0.14,
        new Color(84, 66, 50),
        OTHER);
    for (int i = 0; i < 6; i++) {
      double r = size * range(random, 0.3, 0.5);
      double cx = x + size * range(random, -0.45, 0.45);
      double cy = horizon - size + size * range(random, -0.35, 0.2);
      canvas.fill(
          new Ellipse2D.Double(cx - r, cy - r * 0.7, 2 * r, 1.4 * r),
          shade(leaves, range(random, 0.8, 1.15)),
          OTHER);
    }
  }

  private void fence() {
    Color wood = SceneCoat.mix(new Color(120, 96, 72), new Color(225, 222, 216), random.nextInt(2));
    double top = horizon + range(random, -0.05, 0.02);
    double start = range(random, 0, 0.2);
    for (double x = start; x < 1; x += 0.22) {
      canvas.line(new Line2D.Double(x, top - 0.02, x, top + 0.13), 0.022, wood, OTHER);
    }
    for (double y : new double[] {top + 0.01, top + 0.07}) {
      canvas.line(new Line2D.Double(-0.2, y, 1.2, y), 0.016, wood, OTHER);
    }
  }

  private void blades(double from, double to, int count) {
    for (int i = 0; i < count; i++) {
      double y = from + (to - from) * random.nextDouble();
      double x = range(random, -0.02, 1.02);
      double near = 0.3 + (y - horizon) / (1 - horizon);
      double height = 0.035 * near * range(random, 0.5, 1.4);
      canvas.line(
          new Line2D.Double(x, y, x + range(random, -0.015, 0.015), y - height),
          0.006 * near,
          shade(grass, range(random, 0.6, 1.3)),
          GRASS);
    }
  }

  static Color shade(Color colour, double gain) {
    return gain < 1
        ? SceneCoat.mix(Color.BLACK, colour, gain)
        : SceneCoat.mix(colour, Color.WHITE, gain - 1);
  }
}
