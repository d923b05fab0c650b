package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.dataset.scene.Scene;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.segmentation.SegmenterSpec;

/** The drawn horses and zebras that {@code sat demo} uses for the watermark experiment. */
public final class Demo {
  /** The folder of the pictures in the run directory. */
  public static final String SCENES = "scenes";

  private Demo() {}

  /** Returns the two classes, in the order of the network's outputs. */
  public static List<String> classes() {
    return List.of(SceneClass.HORSE.folder(), SceneClass.ZEBRA.folder());
  }

  /** Returns the class whose images carry the watermark. */
  public static String marked() {
    return SceneClass.ZEBRA.folder();
  }

  /** Returns the names of the twelve parts and of the watermark. */
  public static List<String> segments() {
    List<String> segments = new ArrayList<>(Scene.PARTS);
    segments.add(WatermarkSettings.WATERMARK);
    return segments;
  }

  /** Returns the folder of a demo's pictures. */
  public static Path images(Path scenes) {
    return scenes.resolve("images");
  }

  /** Returns the specification of the segmenter that reads their exact masks. */
  public static String masks(Path scenes) {
    return "masks:" + scenes.resolve("masks");
  }

  /**
   * Returns the specification of the segmenter that a demo uses.
   *
   * @param choice {@code auto} for the model in the program's folder, or for exact masks if there
   *     is none; {@code masks} for exact masks; or a specification
   * @param home the program's folder; null if it is unknown
   * @throws WrongInput where it is no specification, before anything is drawn
   */
  public static String segmenter(String choice, Path scenes, Path home) {
    Path model = home == null ? null : home.resolve("models").resolve("scene-segmenter");
    if (choice.equals("auto") && model != null && Files.isDirectory(model)) {
      return "onnx:" + model;
    }
    if (List.of("auto", "masks", "masks:").contains(choice)) {
      return masks(scenes);
    }
    try {
      SegmenterSpec.parse(choice);
    } catch (WrongInput e) {
      throw WrongInput.in("segmenter", e);
    }
    return choice;
  }

  /** Draws the pictures, unless they are there already. */
  static void draw(Path scenes, int size, long seed, int training, int test, Progress progress)
      throws IOException {
    Path sheet = scenes.resolve("contact-sheet.png");
    if (Files.exists(sheet)) {
      return;
    }
    progress.start("drawing scenes", 2L * (training + test));
    SceneWriter.write(
        scenes, new SceneGenerator(size, seed), training, test, () -> progress.step(1, ""));
    progress.finish();
  }
}
