package org.segmentattribution.dataset.scene;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** Collects an animal's parts, from back to front, and clothes them in its coat. */
final class SceneFigure {
  private final List<ScenePatch> patches = new ArrayList<>();
  private final SceneCoat coat;

  SceneFigure(SceneCoat coat) {
    this.coat = coat;
  }

  SceneCoat coat() {
    return coat;
  }

  /** The parts added so far, from back to front. */
  List<ScenePatch> patches() {
    return List.copyOf(patches);
  }

  /** Adds a part; the coat is laid out along the frame, and brightness is 1 in plain light. */
  void add(Shape shape, int part, SceneFrame frame, double brightness) {
    SceneSkin skin =
        (x, y) -> {
          int colour = coat.at(part, frame.along(x, y), frame.across(x, y), x, y);
          // the light comes from above: towards belly and legs it is darker
          return SceneColour.scale(
              colour, brightness * (1.06 - 0.3 * SceneColour.step(0.1, 0.6, y)));
        };
    patches.add(new ScenePatch(shape, part, skin));
  }
}
