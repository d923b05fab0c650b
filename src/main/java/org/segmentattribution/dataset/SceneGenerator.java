package org.segmentattribution.dataset;

import static org.segmentattribution.dataset.SceneAnatomy.range;

import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;

/**
 * Draws horses and zebras: pose, size, facing, coat, light, background and blur vary. A scene
 * depends on the seed, its class, split and index alone.
 *
 * @param size rows and columns of a picture
 * @param seed of all scenes
 */
public record SceneGenerator(int size, long seed) {
  /** Checks the size. */
  public SceneGenerator {
    if (size < 48 || size > 1024) {
      throw new IllegalArgumentException("a scene has 48 to 1024 rows, not " + size);
    }
  }

  /**
   * One scene.
   *
   * @param split {@code train}, {@code test} or any other name of a set of scenes
   * @param index within class and split
   */
  public Scene scene(SceneClass kind, String split, int index) {
    String name = kind.folder() + '/' + split + '/' + index;
    SplittableRandom view = random("view", name);
    double scale = range(view, 0.45, 0.58);
    double ground = range(view, 0.8, 0.93);
    double x = range(view, 0.47, 0.53);
    boolean left = view.nextBoolean();
    double tilt = range(view, -0.05, 0.05);

    SceneCanvas canvas = new SceneCanvas(size);
    SceneBackground background = new SceneBackground(canvas, random("background", name), ground);
    background.behind();
    AffineTransform place = new AffineTransform();
    place.translate(x, ground - scale * SceneAnatomy.GROUND);
    place.rotate(tilt);
    place.scale(left ? -scale : scale, scale);
    // the middle between tail and nose
    place.translate(-0.17, 0);
    canvas.place(place);
    new ScenePainter(
            canvas,
            SceneAnatomy.of(kind, random("pose", name)),
            SceneCoat.of(kind, random("coat", name)),
            random("paint", name))
        .draw();
    byte[] labels = canvas.labels();
    return new Scene(SceneLight.of(random("light", name)).develop(canvas.colours(), size), labels);
  }

  private SplittableRandom random(String aspect, String name) {
    return new SplittableRandom(NamedSeed.of(seed, aspect, name));
  }
}
