package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;

/**
 * The pose of an animal; angles in radians.
 *
 * @param legs how it steps
 * @param head how it holds neck and head
 * @param tail how it holds its tail
 * @param build how it is built
 */
record ScenePose(Legs legs, Head head, Tail tail, Build build) {

  /**
   * Legs in the order far fore, far hind, near fore, near hind.
   *
   * @param swing the angle of each leg, forwards
   * @param bend the bend of each knee or hock
   */
  record Legs(double[] swing, double[] bend) {}

  /**
   * Neck and head.
   *
   * @param lowered the position of the neck: 0 is head up, 1 is grazing
   * @param neck the angle of the neck above the horizontal
   * @param angle the angle of the head below the horizontal
   */
  record Head(double lowered, double neck, double angle) {}

  /**
   * The tail.
   *
   * @param swing its swing away from the body
   * @param sway the swing of its end, forwards
   */
  record Tail(double swing, double sway) {}

  /**
   * Sizes of the body, about 1.
   *
   * @param girth the depth of the trunk
   * @param legLength the length of the legs
   * @param neckLength the length of the neck
   */
  record Build(double girth, double legLength, double neckLength) {}

  // start of each leg's step, as a share of the cycle
  private static final double[] WALK = {0.5, 0.75, 0, 0.25};
  private static final double[] TROT = {0.5, 0, 0, 0.5};

  /** Returns a random pose: grazing, standing, walking or trotting. */
  static ScenePose random(SplittableRandom random) {
    boolean grazing = random.nextDouble() < 0.27;
    double stride = grazing ? random.nextDouble(0, 0.2) : random.nextDouble(0, 0.5);
    double[] timing = stride > 0.33 ? TROT : WALK;
    double start = random.nextDouble();
    double[] swing = new double[4];
    double[] bend = new double[4];
    for (int leg = 0; leg < 4; leg++) {
      double turn = 2 * Math.PI * (start + timing[leg]);
      swing[leg] = stride * StrictMath.sin(turn) + random.nextDouble(-0.06, 0.06);
      bend[leg] = 2 * stride * Math.max(0, StrictMath.cos(turn)) + random.nextDouble(0, 0.05);
    }
    double raised = random.nextDouble();
    return new ScenePose(
        new Legs(swing, bend),
        new Head(
            grazing ? 1 : 0.5 * (1 - raised),
            grazing ? -random.nextDouble(0.72, 0.92) : 0.4 + 0.65 * raised,
            grazing ? random.nextDouble(1.2, 1.6) : random.nextDouble(0.6, 1.05)),
        new Tail(random.nextDouble(0, 1), random.nextDouble(-0.04, 0.06)),
        new Build(
            random.nextDouble(0.92, 1.1),
            random.nextDouble(0.92, 1.06),
            random.nextDouble(0.92, 1.06)));
  }
}
