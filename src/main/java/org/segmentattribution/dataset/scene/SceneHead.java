package org.segmentattribution.dataset.scene;

/** Draws the head: a wedge with muzzle, ears, forelock and the near eye. */
final class SceneHead {
  private static final double LENGTH = 0.4;

  private static final double[] WEDGE = {
    -0.04, -0.08, 0.05, -0.165, 0.27, -0.18, 0.6, -0.125, 0.88, -0.105, 1.0, -0.05, 1.01, 0.06,
    0.93, 0.135, 0.8, 0.12, 0.62, 0.12, 0.4, 0.225, 0.17, 0.24, 0.0, 0.12
  };
  private static final double[] MUZZLE = {
    0.76, -0.115, 0.89, -0.11, 1.005, -0.05, 1.02, 0.06, 0.935, 0.145, 0.79, 0.13, 0.74, 0.0
  };
  private static final double[] FORELOCK = {
    -0.06, -0.12, 0.06, -0.2, 0.3, -0.2, 0.24, -0.13, 0.05, -0.06
  };
  private static final double[] EYE = {0.24, -0.05, 0.33, -0.14, 0.42, -0.06, 0.33, 0.03};
  private static final double[] EAR = {-0.2, -0.16, 0.4, -0.28, 1.0, 0.0, 0.4, 0.28, -0.2, 0.2};

  private SceneHead() {}

  /** Adds the head at the end of a neck. */
  static void draw(SceneFigure figure, ScenePose pose, SceneFrame neck) {
    double[] poll = neck.place(1, -0.02);
    SceneFrame frame = SceneFrame.of(poll[0], poll[1], pose.head().angle(), LENGTH);
    ear(figure, frame, pose.head().angle(), -0.05, 0.8);
    figure.add(SceneShapes.smooth(frame.place(WEDGE)), Scene.HEAD, frame, 1);
    figure.add(SceneShapes.smooth(frame.place(MUZZLE)), Scene.MUZZLE, frame, 1);
    if (figure.coat().mane() == SceneCoat.Mane.FALLING) {
      figure.add(SceneShapes.smooth(frame.place(FORELOCK)), Scene.MANE, frame, 0.95);
    }
    ear(figure, frame, pose.head().angle(), 0.03, 1);
    figure.add(SceneShapes.smooth(frame.place(EYE)), Scene.EYES, frame, 1);
  }

  private static void ear(
      SceneFigure figure, SceneFrame head, double angle, double shift, double brightness) {
    double[] root = head.place(shift, -0.12);
    SceneFrame frame = SceneFrame.of(root[0], root[1], angle - 2.25 - 0.5 * shift, 0.12);
    figure.add(SceneShapes.smooth(frame.place(EAR)), Scene.EARS, frame, brightness);
  }
}
