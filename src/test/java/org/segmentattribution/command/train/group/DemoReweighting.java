package org.segmentattribution.command.train.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.onnx.NetworkClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.Penalty;
import org.segmentattribution.model.reweight.PooledFeatures;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.saliency.removal.Fills;

/**
 * Reweights the classifiers of a finished {@code sat demo} on the pictures that they were trained
 * on, and measures them on clean test pictures and on swapped ones (the mark filled in zebras and
 * pasted into horses, as {@code sat ablate --swap} does). One CSV row a classifier and kind of
 * features.
 */
final class DemoReweighting {
  private static final int BATCH = 32;

  private final Path demo;
  private final DemoScenes scenes;

  private DemoReweighting(Path demo) {
    this.demo = demo;
    scenes = DemoScenes.of(demo);
  }

  /**
   * Measures.
   *
   * @param args folder of the demo's run; prevalences with commas; a share of the training pictures
   *     of <em>both</em> classes to mark instead, in per cent (for classifiers that know no mark)
   */
  public static void main(String[] args) throws IOException {
    DemoReweighting all = new DemoReweighting(Path.of(args[0]));
    double both = args.length > 2 ? Double.parseDouble(args[2]) : -1;
    System.out.println(
        "prevalence,seed,features,clean_before,swapped_before,clean,swapped,penalty,worst_held_out,"
            + "natural_held_out,seconds");
    for (String prevalence : args[1].split(",")) {
      try (Stream<Path> files = Files.list(all.demo.resolve("models"))) {
        String start = String.format("prevalence-%03d-seed-", Integer.parseInt(prevalence));
        for (Path file :
            files
                .filter(f -> f.getFileName().toString().matches(start + "\\d+\\.onnx"))
                .sorted()
                .toList()) {
          String seed = file.getFileName().toString().replaceAll(".*-(\\d+)\\.onnx", "$1");
          all.measure(file, Integer.parseInt(prevalence), Integer.parseInt(seed), both);
        }
      }
    }
  }

  private void measure(Path file, int prevalence, int seed, double both) throws IOException {
    try (NetworkClassifier classifier = (NetworkClassifier) Classifiers.load(file, "cpu")) {
      var input = classifier.declaration().input();
      List<LabelledImage> training = scenes.training(scenes.marked(prevalence, seed, both), input);
      DemoScenes.Tests tests = new DemoScenes.Tests(scenes, classifier, seed);
      OnnxNetwork old = classifier.network();
      double[] before = tests.accuracies(old);
      for (FeatureSource source : FeatureSource.values()) {
        long start = System.nanoTime();
        PooledFeatures features = PooledFeatures.of(old, source);
        PictureGroups groups =
            PictureGroups.of(
                new ShownPictures(training, input, Fills.all(old), seed),
                new PictureGroups.Avoided("watermark", DemoScenes.CLASSES),
                new FeaturePass(features, 1, BATCH),
                Progress.NONE);
        BalancedFit.Found found =
            new BalancedFit(5, 4, seed)
                .find(groups.rows(), groups.natural(), Penalty.CHOICE, n -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] after = tests.accuracies(features.with(found.balanced().head()));
        System.out.printf(
            Locale.ROOT,
            "%d,%d,%s,%.4f,%.4f,%.4f,%.4f,%s,%.4f,%.4f,%.1f%n",
            prevalence,
            seed,
            source.text(),
            before[0],
            before[1],
            after[0],
            after[1],
            found.balanced().penalty(),
            found.worst(),
            found.natural(),
            seconds);
      }
    }
  }
}
