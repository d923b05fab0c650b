package org.segmentattribution.dataset.scene;

import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;

/** Collects an animal's parts, from back to front, and colours them with its coat. */
final class SceneFigure {
  private final List<ScenePatch> patches = new ArrayList<>();
  private final SceneCoat coat;

  SceneFigure(SceneCoat coat) {
    this.coat = coat;
  }

  SceneCoat coat() {
    return coat;
  }

  /** Returns the parts added so far, from back to front. */
  List<ScenePatch> patches() {
    return List.copyOf(patches);
  }

  /** Adds a part; the coat follows the axes of the frame, and a brightness of 1 is plain light. */
  void add(Shape shape, int part, SceneFrame frame, double brightness) {
    SceneSkin skin =
        (x, y) -> {
          int colour = coat.at(part, frame.along(x, y), frame.across(x, y), x, y);
          // light falls from above: belly and legs are darker
          return SceneColour.scale(
              colour, brightness * (1.06 - 0.3 * SceneColour.step(0.1, 0.6, y)));
        };
    patches.add(new ScenePatch(shape, part, skin));
  }
}
