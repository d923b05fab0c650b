package org.segmentattribution.dataset.scene;

import java.awt.Shape;
import java.util.List;

/**
 * Draws a horse-like animal that looks to the right. In its coordinates the buttock is at x = 0,
 * the chest at x = 1, the withers at y = 0 and the ground near y = 1.
 */
final class SceneAnimal {
  private static final double[] HAIRY_TAIL = {0.03, 0.045, 0.06, 0.062, 0.05, 0.012};
  private static final double[] TUFTED_TAIL = {0.03, 0.026, 0.024, 0.026, 0.05, 0.012};

  private SceneAnimal() {}

  /** Returns the patches of an animal in a pose, from back to front. */
  static List<ScenePatch> draw(ScenePose pose, SceneCoat coat) {
    SceneFigure figure = new SceneFigure(coat);
    for (int leg = 0; leg < 4; leg++) {
      SceneLeg.draw(figure, pose, leg);
    }
    trunk(figure, pose);
    tail(figure, pose);
    SceneNeck neck = new SceneNeck(pose);
    neck.draw(figure);
    SceneHead.draw(figure, pose, neck.frame());
    return figure.patches();
  }

  private static void trunk(SceneFigure figure, ScenePose pose) {
    double g = pose.build().girth();
    double low = pose.head().lowered();
    Shape outline =
        SceneShapes.smooth(
            0.02,
            0.10,
            0.13,
            0.02,
            0.34,
            0.04,
            0.53,
            0.062,
            0.74,
            0.018,
            0.86,
            0.06 - 0.045 * low,
            1.0,
            0.22,
            0.975,
            0.36 * g,
            0.82,
            0.465 * g,
            0.55,
            0.485 * g,
            0.31,
            0.43 * g,
            0.22,
            0.48,
            0.06,
            0.47,
            0.0,
            0.32,
            -0.015,
            0.2);
    figure.add(outline, Scene.BODY, SceneFrame.of(0, 0, 0, 1), 1);
  }

  private static void tail(SceneFigure figure, ScenePose pose) {
    double out = 0.04 + 0.12 * pose.tail().swing();
    double sway = pose.tail().sway();
    double[] r = figure.coat().tufted() ? TUFTED_TAIL : HAIRY_TAIL;
    Shape outline =
        SceneShapes.limb(
            0.04,
            0.07,
            r[0],
            -0.03 - 0.4 * out,
            0.12,
            r[1],
            -0.04 - 0.8 * out,
            0.26,
            r[2],
            -0.04 - out + sway,
            0.42,
            r[3],
            -0.03 - out + 2 * sway,
            0.56,
            r[4],
            -out + 3 * sway,
            0.72,
            r[5]);
    SceneFrame frame = SceneFrame.of(0.02, 0.08, StrictMath.atan2(0.6, -out), 0.62);
    figure.add(outline, Scene.TAIL, frame, 0.97);
  }
}
