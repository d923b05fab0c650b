package org.segmentattribution.command.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.train.group.FeaturePass;
import org.segmentattribution.command.train.group.ShownPictures;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.LinearHead;
import org.segmentattribution.model.reweight.PooledFeatures;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * Fits what {@code sat train --how reweight} fits to a folder of photographs, for several seeds,
 * and counts the photographs of its {@code test/} that each layer knows, with and without groups.
 * One CSV row a seed, and one with the mean gain: bootstrap over seeds and photographs.
 */
final class PhotographReweighting {
  private static final int BATCH = 32;
  private static final int RESAMPLES = 5000;

  private final Path images;
  private final AvoidSettings avoid;
  private final ModelFile model;

  private PhotographReweighting(String[] args) {
    images = Path.of(args[0]);
    SegmenterOptions options = SegmenterOptions.of(List.of(args[3]));
    avoid =
        new AvoidSettings(
            args[3],
            new SegmenterChoice("masks:" + args[1], options),
            List.of(AvoidWay.REWEIGHT),
            FeatureSource.of(args[4]));
    model = new ModelFile(Path.of(args[2]), null, "cpu");
  }

  /**
   * Measures.
   *
   * @param args folder of photographs, folder of masks, classifier, segment, features, a file that
   *     remembers features between calls, number of seeds, and the share of the training
   *     photographs to draw for each seed (1: all, as the command does)
   */
  public static void main(String[] args) throws IOException {
    double share = Double.parseDouble(args[7]);
    new PhotographReweighting(args).measure(Path.of(args[5]), Integer.parseInt(args[6]), share);
  }

  private TrainSettings settings(int seed) {
    Compute compute = new Compute("cpu", 1, seed);
    return new TrainSettings(images, List.of(), null, model, avoid, compute, Path.of("none.onnx"));
  }

  private void measure(Path file, int seeds, double share) throws IOException {
    ImageSelection selection = ImageSelection.open(images);
    Beginning beginning = Beginning.of(settings(1), selection.labels());
    TrainingImages all =
        TrainingImages.read(settings(1), beginning.declaration(), selection, Progress.NONE);
    List<double[]> gains = new ArrayList<>();
    System.out.println("seed,pictures,penalty_without,penalty,without,with,gain");
    try (OnnxNetwork start = beginning.network()) {
      List<Fill> fills = Fills.all(start);
      FeaturePass pass =
          new FeaturePass(
              new RememberedRows(PooledFeatures.of(start, avoid.features()), file), 1, BATCH);
      float[][] rows =
          pass.whole(
              new ShownPictures(all.test(), beginning.declaration().input(), fills, 1),
              Progress.NONE);
      for (int seed = 1; seed <= seeds; seed++) {
        TrainingImages some =
            new TrainingImages(drawn(all.training(), share, seed), all.test(), List.of());
        Reweighted layer =
            new Reweighting(settings(seed), beginning.declaration())
                .layer(fills, pass, some, Progress.NONE);
        new ReweightingWords(layer).lines().forEach(System.err::println);
        gains.add(
            gains(layer.found().plain().head(), layer.found().balanced().head(), rows, all.test()));
        PairedAccuracy pair = layer.test();
        System.out.printf(
            Locale.ROOT,
            "%d,%d,%s,%s,%.4f,%.4f,%.4f%n",
            seed,
            some.training().size(),
            layer.found().plain().penalty(),
            layer.found().balanced().penalty(),
            pair.before(),
            pair.after(),
            pair.gain());
      }
    }
    double[] interval = interval(gains);
    System.out.printf(
        Locale.ROOT, "mean gain,%.4f,%.4f,%.4f%n", interval[0], interval[1], interval[2]);
  }

  private static List<LabelledImage> drawn(List<LabelledImage> images, double share, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return share == 1 ? images : images.stream().filter(i -> random.nextDouble() < share).toList();
  }

  /** Returns 1 for a photograph that only the second layer knows, -1 for only the first. */
  private static double[] gains(
      LinearHead before, LinearHead after, float[][] rows, List<LabelledImage> images) {
    double[] gains = new double[rows.length];
    for (int i = 0; i < gains.length; i++) {
      int label = images.get(i).label();
      gains[i] += after.predicted(rows[i]) == label ? 1 : 0;
      gains[i] -= before.predicted(rows[i]) == label ? 1 : 0;
    }
    return gains;
  }

  /** Returns the mean gain and its 95 % interval. */
  private static double[] interval(List<double[]> gains) {
    SplittableRandom random = new SplittableRandom(0);
    int pictures = gains.get(0).length;
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      int[] seeds = random.ints(gains.size(), 0, gains.size()).toArray();
      int[] drawn = random.ints(pictures, 0, pictures).toArray();
      for (int seed : seeds) {
        for (int picture : drawn) {
          means[b] += gains.get(seed)[picture] / (seeds.length * drawn.length);
        }
      }
    }
    Arrays.sort(means);
    double mean = gains.stream().flatMapToDouble(Arrays::stream).average().orElseThrow();
    return new double[] {mean, means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES)]};
  }
}
