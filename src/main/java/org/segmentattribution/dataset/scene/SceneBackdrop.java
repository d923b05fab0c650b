package org.segmentattribution.dataset.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Draws the surroundings of the animal: sky, hills, trees, a fence, and the ground. */
final class SceneBackdrop {
  /** The colours of a landscape: zenith, horizon, near ground, far ground, hills and leaves. */
  private record Palette(int zenith, int horizon, int near, int far, int hills, int leaves) {}

  private static final Palette[] PALETTES = {
    new Palette(0x4d86c6, 0xbfd8ea, 0x4e7a30, 0x86a85a, 0x5f7f6a, 0x35592b), // meadow
    new Palette(0x5b94cf, 0xdbe4e4, 0xb39a58, 0xd0bd85, 0x94906c, 0x5f6b35), // savannah
    new Palette(0x8b93a0, 0xc8cbcc, 0x5d6b3d, 0x87906a, 0x6c766f, 0x3d4b33), // overcast
    new Palette(0x4a4f86, 0xf0a35e, 0x5f5533, 0x94783f, 0x5c4a5c, 0x352f26), // sunset
    new Palette(0x78a6cf, 0xe9dfc6, 0x8c7f43, 0xb5a463, 0x85805a, 0x4f5a2d), // dry grass
    new Palette(0xa9b4bb, 0xdcdedb, 0x7d8b6a, 0xa5ad94, 0x98a29f, 0x66705c), // mist
  };

  private static final AffineTransform PICTURE = new AffineTransform();

  private final SplittableRandom random;
  private final SceneNoise noise;
  private final Palette palette;
  private final double horizon;

  SceneBackdrop(SplittableRandom random) {
    this.random = random;
    this.noise = new SceneNoise(random);
    Palette p = PALETTES[random.nextInt(PALETTES.length)];
    this.palette =
        new Palette(
            SceneColour.near(p.zenith, 16, random),
            SceneColour.near(p.horizon, 16, random),
            SceneColour.near(p.near, 16, random),
            SceneColour.near(p.far, 16, random),
            SceneColour.near(p.hills, 12, random),
            SceneColour.near(p.leaves, 12, random));
    this.horizon = random.nextDouble(0.3, 0.58);
  }

  /** Draws everything behind the animal. */
  void behind(SceneCanvas canvas) {
    double cloudy = random.nextDouble(-0.4, 0.9);
    draw(canvas, new Rectangle2D.Double(0, 0, 1, 1), Scene.SKY, (x, y) -> sky(x, y, cloudy));
    if (random.nextDouble() < 0.65) {
      hills(canvas);
    }
    draw(canvas, new Rectangle2D.Double(0, horizon, 1, 1), Scene.GRASS, this::ground);
    int trees = Math.max(0, random.nextInt(-1, 5));
    for (int i = 0; i < trees; i++) {
      tree(canvas);
    }
    if (random.nextDouble() < 0.35) {
      fence(canvas);
    }
  }

  private int sky(double x, double y, double cloudy) {
    int clear = SceneColour.mix(palette.zenith, palette.horizon, y / horizon);
    double cloud = noise.rough(3 * x, 8 * y) + 0.4 * noise.at(14 * x, 26 * y);
    int lit = SceneColour.mix(palette.horizon, 0xf4f2ee, 0.6);
    return SceneColour.mix(clear, lit, 0.85 * SceneColour.step(0, 0.9, cloud + cloudy - 0.5));
  }

  private int ground(double x, double y) {
    double near = (y - horizon) / (1 - horizon);
    double fine = 40 - 22 * near;
    double blades = noise.at(fine * x * 1.6, fine * y * 2) + noise.at(7 * x, 16 * y);
    int base = SceneColour.mix(palette.far, palette.near, near);
    return SceneColour.scale(base, 1 + 0.13 * blades);
  }

  private void hills(SceneCanvas canvas) {
    double height = random.nextDouble(0.04, 0.16);
    double[] points = new double[2 * 9 + 4];
    for (int i = 0; i < 9; i++) {
      points[2 * i] = i / 8.0;
      points[2 * i + 1] = horizon - height * (0.6 + 0.5 * noise.at(i * 0.6 + 40, 3));
    }
    points[18] = 1.3;
    points[19] = horizon + 0.3;
    points[20] = -0.3;
    points[21] = horizon + 0.3;
    SceneSkin skin =
        (x, y) -> SceneColour.scale(palette.hills, 1 + 0.12 * noise.rough(20 * x, 34 * y));
    draw(canvas, SceneShapes.smooth(points), Scene.OTHER, skin);
  }

  private void tree(SceneCanvas canvas) {
    double x = random.nextDouble();
    double size = random.nextDouble(0.08, 0.26);
    double foot = horizon + random.nextDouble(0, 0.1);
    boolean flat = random.nextBoolean();
    draw(
        canvas,
        new Rectangle2D.Double(x - 0.045 * size, foot - size, 0.09 * size, size),
        Scene.OTHER,
        (px, py) -> SceneColour.scale(0x4a3a2c, 1 + 0.3 * noise.at(50 * px, 20 * py)));
    SceneSkin leaves =
        (px, py) -> SceneColour.scale(palette.leaves, 1 + 0.35 * noise.rough(30 * px, 30 * py));
    for (int i = 0; i < 5; i++) {
      double wide = size * (flat ? random.nextDouble(0.5, 0.9) : random.nextDouble(0.35, 0.6));
      double high = size * (flat ? random.nextDouble(0.14, 0.24) : random.nextDouble(0.35, 0.6));
      double cx = x + size * random.nextDouble(-0.3, 0.3);
      double cy = foot - size * (flat ? random.nextDouble(0.9, 1.1) : random.nextDouble(0.6, 1.2));
      draw(
          canvas,
          new Ellipse2D.Double(cx - wide / 2, cy - high / 2, wide, high),
          Scene.OTHER,
          leaves);
    }
  }

  private void fence(SceneCanvas canvas) {
    double foot = horizon + random.nextDouble(0.08, 0.2);
    double high = random.nextDouble(0.12, 0.22);
    double gap = random.nextDouble(0.11, 0.22);
    double thick = random.nextDouble(0.01, 0.02);
    int wood = SceneColour.near(random.nextBoolean() ? 0x6b5540 : 0xcfcabf, 20, random);
    SceneSkin skin = (x, y) -> SceneColour.scale(wood, 1 + 0.15 * noise.at(30 * x, 60 * y));
    int rails = random.nextInt(2, 4);
    for (int i = 0; i < rails; i++) {
      double y = foot - high * (0.9 - 0.32 * i);
      draw(canvas, new Rectangle2D.Double(0, y, 1, 0.8 * thick), Scene.OTHER, skin);
    }
    for (double x = random.nextDouble(0, gap); x < 1; x += gap) {
      draw(canvas, new Rectangle2D.Double(x, foot - high, thick, high), Scene.OTHER, skin);
    }
  }

  /** Draws the soft shadow of an animal whose feet are on the ground around x at height y. */
  void shadow(SceneCanvas canvas, double x, double y, double reach) {
    double high = 0.05;
    double depth = random.nextDouble(0.2, 0.6);
    draw(
        canvas,
        new Ellipse2D.Double(x - reach, y - high, 2 * reach, 2 * high),
        Scene.GRASS,
        (px, py) -> {
          double dx = (px - x) / reach;
          double dy = (py - y) / high;
          double dark = 1 - SceneColour.step(0.2, 1, dx * dx + dy * dy);
          return SceneColour.scale(ground(px, py), 1 - depth * dark);
        });
  }

  /** Draws tufts of grass in front of the animal's feet. */
  void before(SceneCanvas canvas, double feet) {
    int tufts = random.nextInt(4, 22);
    for (int i = 0; i < tufts; i++) {
      double x = random.nextDouble();
      double y = feet + random.nextDouble(0.005, 0.08);
      double tall = random.nextDouble(0.02, 0.06);
      double lean = random.nextDouble(-0.015, 0.015);
      int colour = SceneColour.scale(palette.near, random.nextDouble(0.75, 1.35));
      draw(
          canvas,
          SceneShapes.polygon(
              x - 0.012,
              y,
              x - 0.012 + lean,
              y - 0.7 * tall,
              x - 0.004,
              y - 0.3 * tall,
              x + lean,
              y - tall,
              x + 0.006,
              y - 0.3 * tall,
              x + 0.014 + lean,
              y - 0.75 * tall,
              x + 0.012,
              y),
          Scene.GRASS,
          (px, py) -> colour);
    }
  }

  private static void draw(SceneCanvas canvas, Shape shape, int label, SceneSkin skin) {
    canvas.draw(new ScenePatch(shape, label, skin), PICTURE);
  }
}
