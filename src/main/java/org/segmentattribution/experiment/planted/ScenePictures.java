package org.segmentattribution.experiment.planted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.dataset.scene.Scene;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.table.Segment;

/**
 * Drawn horses and zebras; each classifier has its own.
 *
 * @param settings size and numbers of the pictures
 */
record ScenePictures(PlantedSettings settings) implements PlantedPictures {
  private static final List<String> SURROUNDINGS = List.of("grass", "sky");

  @Override
  public Set of(PlantedCell cell) {
    SceneGenerator generator =
        new SceneGenerator(settings.network().size(), cell.seed(settings.compute().seed()));
    List<String> classes = new ArrayList<>();
    List<BasePicture> training = new ArrayList<>();
    List<BasePicture> test = new ArrayList<>();
    for (SceneClass of : SceneClass.values()) {
      classes.add(of.folder());
      draw(training, generator, of, "train", settings.pictures().training());
      draw(test, generator, of, "test", settings.pictures().test());
    }
    return new Set(classes, training, test);
  }

  @Override
  public List<BasePicture> examples() {
    SceneGenerator generator =
        new SceneGenerator(settings.network().size(), settings.compute().seed());
    List<BasePicture> examples = new ArrayList<>();
    for (SceneClass of : SceneClass.values()) {
      draw(examples, generator, of, "test", PlantSheet.COLUMNS / 2);
    }
    return examples;
  }

  private static void draw(
      List<BasePicture> pictures,
      SceneGenerator generator,
      SceneClass of,
      String split,
      int count) {
    for (int index = 1; index <= count; index++) {
      String id = split + "/" + of.folder() + "/" + index;
      ImageRecord record = new ImageRecord(id, id, Path.of(id), of.folder(), split);
      Scene scene = generator.scene(of, split, index);
      pictures.add(
          new BasePicture(record, scene.image(), parts(scene), object(scene), of.ordinal()));
    }
  }

  private static List<Segment> parts(Scene scene) {
    List<Segment> parts = new ArrayList<>();
    for (int label = 1; label <= Scene.PARTS.size(); label++) {
      int of = label;
      parts.add(
          new Segment(label - 1, Scene.PARTS.get(label - 1), mask(scene, found -> found == of), 1));
    }
    return parts;
  }

  private static Mask object(Scene scene) {
    return mask(scene, found -> found > 0 && !SURROUNDINGS.contains(Scene.PARTS.get(found - 1)));
  }

  private static Mask mask(Scene scene, IntPredicate wanted) {
    int width = scene.image().width();
    return Mask.of(
        width, scene.image().height(), (x, y) -> wanted.test(scene.labels()[y * width + x]));
  }

  @Override
  public List<Failure> failures() {
    return List.of();
  }
}
