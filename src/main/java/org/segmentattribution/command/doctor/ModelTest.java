package org.segmentattribution.command.doctor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.saliency.GivenInput;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.check.SelfCheck;

/**
 * {@code sat doctor --model}: shows input and output of a classifier, and checks what it computes.
 */
public final class ModelTest {
  private static final int DRAWN = 256;
  private static final int SHOWN = 5;

  private ModelTest() {}

  /**
   * Loads a classifier and compares it with ONNX Runtime.
   *
   * @param input a picture or an array; null for drawn pictures, or for random numbers where the
   *     model has no declaration
   * @return names with their values, in order
   * @throws WrongInput where the model cannot be used, or does not compute what its file says
   */
  public static Map<String, String> run(ModelFile model, Path input) {
    try (GivenInput given = input == null ? drawn(model) : GivenInput.open(model, input)) {
      LoadedClassifier classifier = given.classifier();
      Map<String, String> lines = new LinkedHashMap<>();
      lines.put("model", model.file() + ", SHA-256 " + classifier.sha256());
      lines.put("input", input(classifier));
      lines.put("classes", classes(classifier.declaration().classes()));
      SelfCheck check = ModelOpener.selfCheck(model, classifier, given.values(), given.images());
      lines.put("self-check", check.line());
      return lines;
    }
  }

  private static String input(LoadedClassifier classifier) {
    long[] sizes = classifier.inputSizes();
    Preprocessing input = classifier.declaration().input();
    return String.format(
        "%d x %d x %d, %s",
        sizes[0],
        sizes[1],
        sizes[2],
        input == null ? "preprocessing not declared" : input.channels().text());
  }

  private static String classes(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() + ": " + first + (names.size() > SHOWN ? ", …" : "");
  }

  private static GivenInput drawn(ModelFile model) {
    if (Classifiers.isDeclared(model)) {
      return pictures(model, ModelOpener.model(model));
    }
    long[] shape = ModelOpener.inputShape(model);
    LoadedClassifier classifier =
        ModelOpener.modelFor(model, (int) shape[0], (int) shape[1], (int) shape[2]);
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[SelfCheck.MOST * (int) (shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < values.length; i++) {
      values[i] = classifier.takesBytes() ? random.nextInt(256) : (float) random.nextGaussian();
    }
    return new GivenInput(classifier, values, SelfCheck.MOST, false, null);
  }

  private static GivenInput pictures(ModelFile model, LoadedClassifier classifier) {
    Preprocessing input = classifier.declaration().input();
    float[] values = new float[SelfCheck.MOST * input.length()];
    SceneGenerator generator = new SceneGenerator(DRAWN, 1);
    for (int i = 0; i < SelfCheck.MOST; i++) {
      RgbImage picture = generator.scene(SceneClass.ZEBRA, "doctor", i).image();
      input.toInput(input.onGrid(picture), values, i * input.length());
    }
    return new GivenInput(classifier, values, SelfCheck.MOST, false, null);
  }
}
