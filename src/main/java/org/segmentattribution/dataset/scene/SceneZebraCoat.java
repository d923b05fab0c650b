package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;

/**
 * Colours a zebra with stripes that follow the body: bands on the trunk, rings on legs and neck,
 * fine stripes on the head.
 */
final class SceneZebraCoat implements SceneCoat {
  private final SceneNoise wobble;
  private final int dark;
  private final int light;
  private final double stripes;
  private final double phase;
  private final double width;
  private final double edge;
  private final double turn;
  private final double fading;

  SceneZebraCoat(SplittableRandom random) {
    wobble = new SceneNoise(random);
    int ink = SceneColour.mix(0x14110f, 0x5a3d28, Math.pow(random.nextDouble(), 2));
    int paper = SceneColour.mix(0xf4f1ea, 0xc9ab80, random.nextDouble());
    double contrast = random.nextDouble(0.38, 1);
    double middle = random.nextDouble(0.3, 0.7);
    dark = SceneColour.mix(SceneColour.mix(ink, paper, middle), ink, contrast);
    light = SceneColour.mix(SceneColour.mix(ink, paper, middle), paper, contrast);
    stripes = random.nextDouble(6.5, 12);
    phase = random.nextDouble();
    width = random.nextDouble(0.36, 0.62);
    edge = random.nextDouble(0.06, 0.36);
    turn = random.nextDouble(0.32, 0.5);
    fading = random.nextDouble(0, 0.8);
  }

  @Override
  public int at(int part, double along, double across, double x, double y) {
    return switch (part) {
      case Scene.BODY -> stripe(trunk(x, y), width - 0.25 * SceneColour.step(0.28, 0.52, y), x, y);
      case Scene.NECK -> stripe(stripes * 0.6 * along, width, x, y);
      case Scene.MANE -> stripe(stripes * 0.6 * along, width + 0.05, x, y);
      case Scene.LEGS ->
          SceneColour.mix(
              stripe(stripes * 0.95 * along, width, x, y),
              light,
              fading * SceneColour.step(0.3, 0.9, along));
      case Scene.HEAD -> stripe(stripes * (0.35 * along + 0.75 * Math.abs(across)), width, x, y);
      case Scene.EARS -> along > 0.65 ? dark : stripe(2 * along, 0.4, x, y);
      case Scene.TAIL -> along > 0.55 ? dark : stripe(7 * along, width, x, y);
      case Scene.MUZZLE -> SceneColour.mix(light, dark, SceneColour.step(0.7, 0.85, along));
      case Scene.EYES -> SceneCoat.eye(along, across);
      default -> dark;
    };
  }

  /** Counts the bands up to a point: upright over the ribs, fanning out over the croup. */
  private double trunk(double x, double y) {
    double lean = x - turn + 0.12 * (y - 0.2);
    if (lean >= 0) {
      return stripes * lean;
    }
    return stripes * 0.42 * StrictMath.atan2(lean, Math.max(0.02, 0.52 - y));
  }

  private int stripe(double count, double duty, double x, double y) {
    double turned = count + phase + 0.32 * wobble.rough(4 * x, 4 * y);
    double within = 2 * Math.abs(turned - Math.floor(turned) - 0.5);
    return SceneColour.mix(dark, light, SceneColour.step(duty - edge, duty + edge, within));
  }

  @Override
  public Mane mane() {
    return Mane.UPRIGHT;
  }

  @Override
  public boolean tufted() {
    return true;
  }
}
