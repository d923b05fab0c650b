package org.segmentattribution.dataset.scene;

import java.awt.Shape;

/** Draws a leg from elbow or stifle over knee or hock and fetlock to the hoof. */
final class SceneLeg {
  private static final double FAR_BRIGHTNESS = 0.7;

  private SceneLeg() {}

  /** Adds a leg, 0 to 3 in the order of {@link ScenePose}, and its hoof. */
  static void draw(SceneFigure figure, ScenePose pose, int leg) {
    boolean fore = leg % 2 == 0;
    boolean far = leg < 2;
    double x = (fore ? 0.83 : 0.15) + (far ? 0.05 : 0);
    double y = fore ? 0.40 : 0.38;
    double size = pose.build().legLength();
    double bend = pose.legs().bend()[leg];
    // knees bend backwards, hocks forwards
    double upper = pose.legs().swing()[leg] - (fore ? 0 : 0.33);
    double lower = fore ? upper - bend : upper + 0.38 - 0.6 * bend;
    double[] knee = reach(x, y, upper, (fore ? 0.26 : 0.29) * size);
    double[] fetlock = reach(knee[0], knee[1], lower, (fore ? 0.20 : 0.22) * size);
    double[] coronet = reach(fetlock[0], fetlock[1], lower + 0.35 - 0.9 * bend, 0.06);
    double thick = fore ? 1 : 1.1;
    double[] joints = {
      x,
      y,
      fore ? 0.085 : 0.12,
      (2 * x + knee[0]) / 3,
      (2 * y + knee[1]) / 3,
      fore ? 0.068 : 0.1,
      (x + 3 * knee[0]) / 4,
      (y + 3 * knee[1]) / 4,
      0.042 * thick,
      knee[0],
      knee[1],
      0.041 * thick,
      (knee[0] + fetlock[0]) / 2,
      (knee[1] + fetlock[1]) / 2,
      0.028 * thick,
      fetlock[0],
      fetlock[1],
      0.034,
      coronet[0],
      coronet[1],
      0.03
    };
    double slope = StrictMath.atan2(coronet[1] - y, coronet[0] - x);
    SceneFrame frame = SceneFrame.of(x, y, slope, 0.56 * size);
    double brightness = far ? FAR_BRIGHTNESS : 1;
    figure.add(SceneShapes.limb(joints), Scene.LEGS, frame, brightness);
    SceneFrame foot = SceneFrame.of(coronet[0], coronet[1], 0.8 * bend - 0.3 * lower, 1);
    Shape hoof =
        SceneShapes.polygon(foot.place(-0.034, -0.012, 0.036, -0.012, 0.066, 0.052, -0.045, 0.052));
    figure.add(hoof, Scene.HOOVES, frame, brightness);
  }

  /** Returns the end of a bone; the angle is measured from straight down, forwards. */
  private static double[] reach(double x, double y, double angle, double length) {
    return new double[] {x + length * StrictMath.sin(angle), y + length * StrictMath.cos(angle)};
  }
}
