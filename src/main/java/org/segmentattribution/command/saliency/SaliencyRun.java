package org.segmentattribution.command.saliency;

import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.NotFinite;
import org.segmentattribution.saliency.Attribution;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Conservation;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;

/** {@code sat saliency}: computes the attribution of one picture, or of the arrays in one file. */
public final class SaliencyRun {
  /** Value of the setting {@code channels} that keeps all channels. */
  public static final String KEEP = "keep";

  private final SaliencySettings settings;
  private final boolean keep;
  private final ChannelReduction channels;

  private SaliencyRun(SaliencySettings settings) {
    this.settings = settings;
    keep = settings.method().channels().equals(KEEP);
    channels = keep ? ChannelReduction.SUM : MethodOpener.channels(settings.method().channels());
    if (!settings.method().name().equals(AutomaticMethod.NAME)) {
      methods(null);
    }
  }

  /** Returns the method; one that is chosen automatically depends on the classifier. */
  private List<NamedMethod> methods(LoadedClassifier classifier) {
    return MethodOpener.methods(
        AutomaticMethod.resolved(List.of(settings.method().name()), classifier),
        settings.method().parameters(),
        settings.method().seed(),
        channels);
  }

  /**
   * The result.
   *
   * @param attribution of the inputs
   * @param single whether the input had no axis of images
   * @param classes names of the classes
   * @param takenOff nodes at the end of the model's file that are not explained; empty for none
   * @param photo the picture as the model sees it; null for arrays
   * @param conservation where the relevance of each input went; empty where nobody asked
   * @param chosen which method was chosen and why, in one line; empty where it was named
   */
  public record Result(
      Attribution attribution,
      boolean single,
      List<String> classes,
      String takenOff,
      RgbImage photo,
      List<Conservation> conservation,
      String chosen) {

    /** Returns the name of the method, also where it was chosen automatically. */
    public String method() {
      return attribution.explanation().maps().keySet().iterator().next();
    }

    /**
     * Returns the values as an array: N x C x H x W or N x H x W, without N if the input had none.
     */
    public NpyFile array() {
      long[] one = attribution.shape();
      int images = attribution.explanation().targets().length;
      boolean bare = single && one.length == 3;
      int[] shape = new int[bare ? 3 : one.length + 1];
      for (int i = 0; i < one.length; i++) {
        shape[shape.length - one.length + i] = Math.toIntExact(one[i]);
      }
      if (!bare) {
        shape[0] = images;
      }
      int size = attribution.values(0).length;
      float[] values = new float[images * size];
      for (int i = 0; i < images; i++) {
        System.arraycopy(attribution.values(i), 0, values, i * size, size);
      }
      return new NpyFile(shape, values);
    }
  }

  /** Loads the model, explains the input, and closes the model. */
  public static Result run(SaliencySettings settings) {
    SaliencyRun run = new SaliencyRun(settings);
    try (GivenInput input = GivenInput.open(settings.model(), settings.input())) {
      LoadedClassifier classifier = input.classifier();
      Attribution attribution = run.attribute(classifier, input.values(), input.images());
      return new Result(
          attribution,
          input.single(),
          classifier.declaration().classes(),
          classifier.takenOff(),
          input.photo(),
          settings.check() ? run.conservation(classifier, input) : List.of(),
          AutomaticMethod.asked(List.of(settings.method().name()), classifier)
              .map(AutomaticMethod::line)
              .orElse(""));
    }
  }

  private List<Conservation> conservation(LoadedClassifier classifier, GivenInput input) {
    try {
      return MethodOpener.explainer(classifier, methods(classifier), channels)
          .conservation(
              input.values(),
              input.images(),
              targets(settings.target(), classifier, input.images()));
    } catch (WrongInput e) {
      throw WrongInput.in("check", e);
    }
  }

  private Attribution attribute(LoadedClassifier classifier, float[] input, int images) {
    Explainer explainer = MethodOpener.explainer(classifier, methods(classifier), channels);
    int[] targets = targets(settings.target(), classifier, images);
    ModelOpener.selfCheck(settings.model(), classifier, input, images);
    Attribution attribution;
    try {
      attribution = explainer.attribute(input, images, targets, settings.batch(), keep);
    } catch (WrongInput e) {
      throw WrongInput.in("param", e);
    }
    for (int i = 0; i < images; i++) {
      try {
        NotFinite.refuse(attribution.explanation(), i);
      } catch (WrongInput e) {
        throw WrongInput.of("{input} %s: input %s: %s", settings.input(), i + 1, e);
      }
    }
    return attribution;
  }

  private static int[] targets(String text, LoadedClassifier classifier, int images) {
    boolean whole = classifier.declaration().classIndexOrNumber(text) >= 0;
    String[] parts = whole ? new String[] {text} : text.split(",", -1);
    if (parts.length != 1 && parts.length != images) {
      throw WrongInput.of("{target} %s: %s targets for %s inputs", text, parts.length, images);
    }
    int[] targets = new int[images];
    for (int i = 0; i < images; i++) {
      String part = parts[parts.length == 1 ? 0 : i].trim();
      boolean largest = part.equals("max") || part.equals("predicted");
      targets[i] =
          largest ? Explainer.PREDICTED : classifier.declaration().classIndexOrNumber(part);
      if (targets[i] < 0 && !largest) {
        String shared = classifier.declaration().isShared(part);
        throw WrongInput.of(
            "{target} %s%s",
            part,
            shared.isEmpty()
                ? " is neither max nor a class of the model"
                    + Spelling.hint(part, classifier.declaration().classes())
                : ": " + classifier.declaration().whyUnknown(part));
      }
    }
    return targets;
  }
}
