package org.segmentattribution.dataset.scene;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.dataset.source.NamedSeed;

/**
 * Draws horses and zebras in landscapes. A scene depends only on the seed, the class, the split and
 * the index, so scenes can be drawn in any order and in parallel.
 */
public final class SceneGenerator {
  private static final int SMALLEST = 32;
  private static final int LARGEST = 1024;

  private final int size;
  private final long seed;

  /**
   * Creates a generator of square pictures.
   *
   * @param size pixels a side, 32 to 1024
   * @param seed seed of all random choices
   * @throws IllegalArgumentException if the size is out of range
   */
  public SceneGenerator(int size, long seed) {
    if (size < SMALLEST || size > LARGEST) {
      throw new IllegalArgumentException(
          "scenes have " + SMALLEST + " to " + LARGEST + " pixels a side, not " + size);
    }
    this.size = size;
    this.seed = seed;
  }

  /** Returns the side of a picture in pixels. */
  public int size() {
    return size;
  }

  /** Draws the scene with this class, split (such as {@code train}) and index. */
  public Scene scene(SceneClass cls, String split, int index) {
    String name = split + '/' + cls.folder() + '/' + index;
    SplittableRandom random = new SplittableRandom(NamedSeed.of(seed, "scene", name));
    SceneCanvas canvas = new SceneCanvas(size);
    SceneBackdrop backdrop = new SceneBackdrop(random.split());
    SceneCoat coat =
        cls == SceneClass.ZEBRA
            ? new SceneZebraCoat(random.split())
            : new SceneHorseCoat(random.split());
    ScenePose pose = ScenePose.random(random.split());
    List<ScenePatch> animal = SceneAnimal.draw(pose, coat);

    backdrop.behind(canvas);
    place(animal, canvas, backdrop, random.split());
    float[] colours = new float[3 * size * size];
    byte[] labels = canvas.reduce(colours);
    return new Scene(new SceneLight(random.split()).take(colours, labels, size), labels);
  }

  private static void place(
      List<ScenePatch> animal,
      SceneCanvas canvas,
      SceneBackdrop backdrop,
      SplittableRandom random) {
    Rectangle2D box = animal.get(0).shape().getBounds2D();
    double ground = 0;
    for (ScenePatch patch : animal) {
      Rectangle2D bounds = patch.shape().getBounds2D();
      box = box.createUnion(bounds);
      ground = patch.label() == Scene.HOOVES ? Math.max(ground, bounds.getMaxY()) : ground;
    }
    double wide = random.nextDouble(0.58, 0.9);
    double scale = Math.min(wide / box.getWidth(), 0.86 / box.getHeight());
    double half = scale * box.getWidth() / 2;
    double middle = random.nextDouble(half + 0.01, 1 - half - 0.009);
    double high = scale * box.getHeight();
    double bottom = random.nextDouble(Math.max(0.78, high + 0.03), 0.96);
    double feet = bottom - scale * (box.getMaxY() - ground);
    double side = random.nextBoolean() ? 1 : -1;
    AffineTransform toPicture = AffineTransform.getTranslateInstance(middle, bottom);
    toPicture.rotate(random.nextDouble(-0.06, 0.06));
    toPicture.scale(side * scale, scale);
    toPicture.translate(-box.getCenterX(), -box.getMaxY());
    backdrop.shadow(canvas, middle, feet, 0.9 * half);
    for (ScenePatch patch : animal) {
      canvas.draw(patch, toPicture);
    }
    backdrop.before(canvas, feet);
  }
}
