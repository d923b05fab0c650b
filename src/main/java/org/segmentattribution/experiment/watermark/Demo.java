package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.dataset.scene.Scene;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.pipeline.Progress;

/** The drawn horses and zebras on which {@code sat demo} runs the watermark experiment. */
public final class Demo {
  /** The folder of the pictures in the run directory. */
  public static final String SCENES = "scenes";

  private Demo() {}

  /** The two classes, in the order of the network's outputs. */
  public static List<String> classes() {
    return List.of(SceneClass.HORSE.folder(), SceneClass.ZEBRA.folder());
  }

  /** The class whose images carry the watermark. */
  public static String marked() {
    return SceneClass.ZEBRA.folder();
  }

  /** The twelve parts and the watermark. */
  public static List<String> segments() {
    List<String> segments = new ArrayList<>(Scene.PARTS);
    segments.add(WatermarkSettings.WATERMARK);
    return segments;
  }

  /** The pictures of a demo. */
  public static Path images(Path scenes) {
    return scenes.resolve("images");
  }

  /** Their exact masks, as a segmenter. */
  public static String masks(Path scenes) {
    return "masks:" + scenes.resolve("masks");
  }

  /**
   * The segmenter that a demo is asked for.
   *
   * @param choice {@code auto} for the model beside the program, or for exact masks where there is
   *     none; {@code masks:} for exact masks; or a specification
   * @param home the program's folder; null if it is not known
   */
  public static String segmenter(String choice, Path scenes, Path home) {
    Path model = home == null ? null : home.resolve("models").resolve("scene-segmenter");
    if (choice.equals("auto") && model != null && Files.isDirectory(model)) {
      return "onnx:" + model;
    }
    return choice.equals("auto") || choice.equals("masks:") ? masks(scenes) : choice;
  }

  /** Draws the pictures, unless that was done before. */
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
