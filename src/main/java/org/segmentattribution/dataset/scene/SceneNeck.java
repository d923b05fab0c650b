package org.segmentattribution.dataset.scene;

/** Draws the neck and the mane on its crest. */
final class SceneNeck {
  private static final double[] PLACES = {0, 0.35, 0.7, 1};
  private static final int TUFTS = 11;

  private final SceneFrame frame;
  private final double length;
  private final double[] radius;
  private final double[] bow;

  SceneNeck(ScenePose pose) {
    double low = pose.head().lowered();
    length = (0.46 + 0.1 * low) * pose.build().neckLength();
    frame = SceneFrame.of(0.865 - 0.015 * low, 0.165 + 0.015 * low, -pose.head().neck(), length);
    radius = new double[] {0.185 - 0.035 * low, 0.14 - 0.02 * low, 0.1, 0.075};
    bow = new double[] {0, 0.01 * (1 - low), 0.012 * (1 - low), 0};
  }

  /** Returns the frame of the neck: 0 at its root, 1 at the poll. */
  SceneFrame frame() {
    return frame;
  }

  /** Adds neck and mane to the figure. */
  void draw(SceneFigure figure) {
    double[] joints = new double[3 * PLACES.length];
    for (int i = 0; i < PLACES.length; i++) {
      double[] joint = frame.place(PLACES[i], -bow[i] / length);
      joints[3 * i] = joint[0];
      joints[3 * i + 1] = joint[1];
      joints[3 * i + 2] = radius[i];
    }
    figure.add(SceneShapes.limb(joints), Scene.NECK, frame, 1);
    boolean upright = figure.coat().mane() == SceneCoat.Mane.UPRIGHT;
    double rooted = upright ? -0.025 : 0.012;
    double free = upright ? 0.045 : -0.1;
    double[] points = new double[4 * TUFTS];
    for (int i = 0; i < TUFTS; i++) {
      double t = 0.04 + i / (double) (TUFTS - 1);
      // the free edge is ragged, and meets the crest at the withers
      double edge = (i == 0 ? 0.2 * free : free) + (i % 2 == 0 ? 0.008 : -0.008);
      points[2 * i] = t;
      points[2 * i + 1] = -(crest(t) + rooted) / length;
      points[4 * TUFTS - 2 - 2 * i] = t;
      points[4 * TUFTS - 1 - 2 * i] = -(crest(t) + edge) / length;
    }
    figure.add(SceneShapes.smooth(frame.place(points)), Scene.MANE, frame, 1);
  }

  /** Returns the height of the crest above the axis of the neck, in the animal's units. */
  private double crest(double along) {
    double t = Math.min(1, along);
    int i = t < PLACES[1] ? 0 : t < PLACES[2] ? 1 : 2;
    double share = (t - PLACES[i]) / (PLACES[i + 1] - PLACES[i]);
    return (1 - share) * (radius[i] + bow[i]) + share * (radius[i + 1] + bow[i + 1]);
  }
}
