package org.segmentattribution.segmentation.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.runtime.ImageClock;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/** Asks an ONNX model for named segments; every instance is a detection, named by its prompt. */
public final class OnnxSegmenter implements Segmenter {
  private final ModelFolder folder;
  private final OnnxModel model;
  private final PromptList prompts;
  private final List<WantedSegment> wanted = new ArrayList<>();
  private final List<Prompt> promptOf = new ArrayList<>();
  private final Duration time;
  private String identity;

  private OnnxSegmenter(ModelFolder folder, OnnxModel model, PromptList prompts, Duration time) {
    this.time = time;
    this.folder = folder;
    this.model = model;
    this.prompts = prompts;
  }

  /**
   * Opens a model, whose type is inferred from the inputs and outputs of its graphs.
   *
   * @param given an {@code .onnx} file, or a folder of those that belong together
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @param prompts what to look for; none = all classes of a model with fixed classes
   * @param threshold least score, 0 to 1, where a prompt has none; NaN = the model's threshold
   * @param classNames a file or bundled list of the model's classes; null = the names in the model
   * @throws WrongInput in one line, if it cannot be run or asked
   */
  public static OnnxSegmenter open(
      Path given, String device, PromptList prompts, double threshold, String classNames) {
    return open(given, device, prompts, threshold, classNames, ImageClock.STANDARD);
  }

  /**
   * Opens a model as {@link #open(Path, String, PromptList, double, String)} does, with a limit of
   * time.
   *
   * @param time limit for all passes of one image
   */
  public static OnnxSegmenter open(
      Path given,
      String device,
      PromptList prompts,
      double threshold,
      String classNames,
      Duration time) {
    ModelFolder folder = ModelFolder.of(given, device);
    try {
      OnnxModel model = OnnxModels.open(folder, classNames);
      PromptList asked = prompts.prompts().isEmpty() ? all(given, model) : prompts;
      OnnxSegmenter segmenter = new OnnxSegmenter(folder, model, asked, time);
      segmenter.ask(Double.isNaN(threshold) ? folder.threshold(model.threshold()) : threshold);
      model.check(segmenter.wanted);
      return segmenter;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static PromptList all(Path given, OnnxModel model) {
    if (model.classes() == null) {
      throw WrongInput.of(
          "%s: the model takes text; {segments} or {prompts} say what to look for", given);
    }
    return PromptList.of(
        model.classes().stream().filter(name -> !name.isEmpty()).distinct().toList());
  }

  private void ask(double threshold) {
    for (Prompt prompt : prompts.prompts()) {
      double own = prompt.threshold() == null ? threshold : prompt.threshold();
      if (model.classes() == null) {
        wanted.add(new WantedSegment(prompt.name(), -1, own));
        promptOf.add(prompt);
      } else {
        for (int number : numbers(prompt)) {
          wanted.add(new WantedSegment(prompt.name(), number, own));
          promptOf.add(prompt);
        }
      }
    }
  }

  private List<Integer> numbers(Prompt prompt) {
    try {
      return prompts.classesOf(prompt, model.classes());
    } catch (WrongInput e) {
      String wanted = String.join(" + ", prompt.classes());
      throw new WrongInput(e.getMessage() + Spelling.hint(wanted, model.classes()), e);
    }
  }

  /** Returns what it looks for. */
  public PromptList prompts() {
    return prompts;
  }

  /**
   * Returns a text that changes with the model, the prompts or the threshold, and so with the
   * answers.
   */
  public synchronized String identity() {
    if (identity == null) {
      // every image asks for it, and the files may have gigabytes
      // the number changes with the way in which models are read, so that no old masks are taken
      identity = "onnx 2 " + folder.sha256() + " " + wanted + " " + promptOf;
    }
    return identity;
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    ImageClock.begin(time);
    try {
      return detections(model.find(image, wanted));
    } finally {
      ImageClock.end();
    }
  }

  private List<Detection> detections(List<Instance> instances) {
    List<Detection> detections = new ArrayList<>();
    for (Instance found : instances) {
      Prompt prompt = promptOf.get(found.wanted());
      if (!found.mask().isEmpty()) {
        detections.add(new Detection(prompt.name(), found.mask(), found.score()));
      }
    }
    return detections;
  }

  @Override
  public String fingerprint(String stem) {
    return identity();
  }

  @Override
  public void close() {
    folder.close();
  }
}
