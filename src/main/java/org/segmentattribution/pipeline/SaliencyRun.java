package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.dataset.ImageDecoder;
import org.segmentattribution.image.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.saliency.Attribution;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;

/** {@code sat saliency}: the attribution of one picture, or of the arrays in one file. */
public final class SaliencyRun {
  /** Channels that are kept. */
  public static final String KEEP = "keep";

  private final SaliencySettings settings;
  private final boolean keep;
  private final ChannelReduction channels;
  private final List<NamedMethod> methods;

  private SaliencyRun(SaliencySettings settings) {
    this.settings = settings;
    keep = settings.channels().equals(KEEP);
    channels = keep ? ChannelReduction.SUM : Opening.channels(settings.channels());
    methods =
        Opening.methods(
            List.of(settings.method()), settings.parameters(), settings.seed(), channels);
  }

  /**
   * What came out.
   *
   * @param attribution of the inputs
   * @param single whether the input had no axis of images
   * @param classes names of the classes
   * @param takenOff nodes at the end of the model's file that are not explained; empty for none
   * @param photo the picture as the model sees it; null for arrays
   */
  public record Result(
      Attribution attribution,
      boolean single,
      List<String> classes,
      String takenOff,
      RgbImage photo) {

    /** The values as an array: N x C x H x W or N x H x W, without N if the input had none. */
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

  /** Loads, explains and closes the model. */
  public static Result run(SaliencySettings settings) {
    SaliencyRun run = new SaliencyRun(settings);
    boolean array = settings.input().toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    if (!Files.isRegularFile(settings.input())) {
      throw new UsageError("--input " + settings.input() + ": no such file");
    }
    try {
      return array ? run.arrays() : run.picture();
    } catch (IOException e) {
      throw new UsageError("--input " + e.getMessage());
    }
  }

  private Result arrays() throws IOException {
    NpyFile file = NpyFile.read(settings.input());
    int[] shape = file.shape();
    if (shape.length < 3 || shape.length > 4 || file.values().length == 0) {
      throw new UsageError(
          "--input " + settings.input() + ": must be C x H x W or N x C x H x W, not empty");
    }
    boolean single = shape.length == 3;
    int images = single ? 1 : shape[0];
    int[] chw = single ? shape : new int[] {shape[1], shape[2], shape[3]};
    try (Classifier classifier = Opening.modelFor(settings.model(), chw[0], chw[1], chw[2])) {
      Attribution attribution = attribute(classifier, file.values(), images);
      return new Result(
          attribution, single, classifier.declaration().classes(), classifier.takenOff(), null);
    }
  }

  private Result picture() throws IOException {
    try (Classifier classifier = Opening.model(settings.model())) {
      RgbImage image = new ImageDecoder().decode(settings.input());
      Preprocessing preprocessing = classifier.declaration().input();
      RgbImage grid = preprocessing.toGrid(image);
      float[] input = new float[preprocessing.length()];
      preprocessing.toInput(grid, input, 0);
      Attribution attribution = attribute(classifier, input, 1);
      return new Result(
          attribution, true, classifier.declaration().classes(), classifier.takenOff(), grid);
    }
  }

  private Attribution attribute(Classifier classifier, float[] input, int images) {
    Explainer explainer = Opening.explainer(classifier, methods, channels);
    int[] targets = targets(settings.target(), classifier, images);
    try {
      return explainer.attribute(input, images, targets, settings.batch(), keep);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--param", e);
    }
  }

  private static int[] targets(String text, Classifier classifier, int images) {
    boolean whole = classifier.declaration().classIndexOrNumber(text) >= 0;
    String[] parts = whole ? new String[] {text} : text.split(",", -1);
    if (parts.length != 1 && parts.length != images) {
      throw new UsageError(
          "--target " + text + ": " + parts.length + " targets for " + images + " inputs");
    }
    int[] targets = new int[images];
    for (int i = 0; i < images; i++) {
      String part = parts[parts.length == 1 ? 0 : i].trim();
      boolean largest = part.equals("max") || part.equals("predicted");
      targets[i] =
          largest ? Explainer.PREDICTED : classifier.declaration().classIndexOrNumber(part);
      if (targets[i] < 0 && !largest) {
        String shared = classifier.declaration().isShared(part);
        throw new UsageError(
            "--target "
                + part
                + (shared.isEmpty()
                    ? " is neither max nor a class of the model"
                    : ": " + classifier.declaration().whyUnknown(part)));
      }
    }
    return targets;
  }
}
