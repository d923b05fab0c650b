package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;

/** Colours a horse: a base coat with points, and sometimes patches, dapples, a blaze and socks. */
final class SceneHorseCoat implements SceneCoat {
  private static final int WHITE = 0xf0ece2;

  /** A base coat: the colours of the body, of mane and tail, and of the lower legs. */
  private record Base(int body, int hair, int points) {}

  private static final Base[] BASES = {
    new Base(0x7a4726, 0x1c1512, 0x1e1714), // bay
    new Base(0x8e4f28, 0x7c4322, 0x8a4c28), // chestnut
    new Base(0x2a2524, 0x161313, 0x221d1c), // black
    new Base(0x2a2524, 0x161313, 0x221d1c), // black
    new Base(0x9b9894, 0x6b6865, 0x55524f), // grey
    new Base(0xb9b6b0, 0xd6d3cc, 0x8a8782), // light grey
    new Base(0xebe7dd, 0xf4f1ea, 0xdedad0), // white
    new Base(0xc9994f, 0xf0e4c8, 0xd0a868), // palomino
    new Base(0xb08d60, 0x30261e, 0x3b2f26), // dun
  };

  private final SceneNoise patches;
  private final SceneNoise strands;
  private final Base base;
  private final double pinto;
  private final double patchesAlong;
  private final double patchesDown;
  private final double dapples;
  private final double dappleSize;
  private final double blaze;
  private final double[] socks = new double[2];
  private final Mane mane;

  SceneHorseCoat(SplittableRandom random) {
    patches = new SceneNoise(random);
    strands = new SceneNoise(random);
    Base chosen = BASES[random.nextInt(BASES.length)];
    base =
        new Base(
            SceneColour.near(chosen.body, 14, random),
            SceneColour.near(chosen.hair, 10, random),
            SceneColour.near(chosen.points, 10, random));
    double pattern = random.nextDouble();
    pinto = pattern < 0.35 ? random.nextDouble(-0.3, 0.3) : 2;
    patchesAlong = random.nextDouble(2.2, 6);
    patchesDown = random.nextDouble(2, 4);
    dapples = pattern > 0.6 ? random.nextDouble(0.3, 0.8) : 0;
    dappleSize = random.nextDouble(9, 18);
    blaze = random.nextDouble() < 0.4 ? random.nextDouble(0.05, 0.11) : 0;
    for (int i = 0; i < socks.length; i++) {
      socks[i] = random.nextDouble() < 0.4 ? random.nextDouble(0.6, 0.85) : 2;
    }
    mane = random.nextDouble() < 0.35 ? Mane.UPRIGHT : Mane.FALLING;
  }

  @Override
  public int at(int part, double along, double across, double x, double y) {
    return switch (part) {
      case Scene.BODY, Scene.NECK, Scene.EARS -> coat(x, y);
      case Scene.LEGS -> leg(along, x, y);
      case Scene.HEAD -> across < blaze - 0.16 && along < 0.85 && blaze > 0 ? WHITE : coat(x, y);
      case Scene.MUZZLE -> SceneColour.mix(base.body, 0x2b2422, 0.55);
      case Scene.MANE, Scene.TAIL ->
          SceneColour.scale(base.hair, 1 + 0.25 * strands.at(38 * across, 5 * along));
      case Scene.EYES -> SceneCoat.eye(along, across);
      default -> SceneColour.mix(0x1a1614, 0x7a6a55, socks[0] < 1 ? 0.8 : 0.2);
    };
  }

  private int leg(double along, double x, double y) {
    if (along > socks[x > 0.5 ? 1 : 0]) {
      return WHITE;
    }
    return SceneColour.mix(coat(x, y), base.points, SceneColour.step(0.15, 0.5, along));
  }

  private int coat(double x, double y) {
    if (patches.rough(patchesAlong * x, patchesDown * y) > pinto) {
      return WHITE;
    }
    double spot = strands.at(dappleSize * x, dappleSize * y);
    double shade = dapples * SceneColour.step(-0.1, 0.35, spot);
    int lightened = SceneColour.mix(base.body, WHITE, 0.6 * shade);
    return SceneColour.scale(lightened, 1 + 0.06 * strands.at(7 * x, 7 * y) - 0.2 * shade);
  }

  @Override
  public Mane mane() {
    return mane;
  }

  @Override
  public boolean tufted() {
    return false;
  }
}
