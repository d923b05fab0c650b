package org.segmentattribution.command.train.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.watermark.PrevalenceSubset;
import org.segmentattribution.dataset.watermark.Watermark;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.dataset.watermark.Watermarker;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.NetworkClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.Penalty;
import org.segmentattribution.model.reweight.PooledFeatures;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;
import org.segmentattribution.table.TableOptions;

/**
 * Reweights the classifiers of a finished {@code sat demo} on the pictures that they were trained
 * on, and measures them on clean test pictures and on swapped ones (the mark filled in zebras and
 * pasted into horses, as {@code sat ablate --swap} does). One CSV row a classifier and kind of
 * features.
 */
final class DemoReweighting {
  private static final List<String> CLASSES = List.of("horse", "zebra");
  private static final int BATCH = 32;
  private static final int MARKED = 1;

  private final Path demo;
  private final Watermarker marker = new Watermarker(WatermarkStyle.defaults(), 1);
  private final List<ImageRecord> records;

  private DemoReweighting(Path demo) {
    this.demo = demo;
    records = ImageSelection.open(demo.resolve("scenes/images")).records();
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
      Preprocessing input = classifier.declaration().input();
      Set<String> marked =
          both >= 0
              ? chosen(records.stream().filter(r -> !r.isTest()).toList(), both, seed)
              : chosen(zebras(), prevalence, seed);
      List<LabelledImage> training = new ArrayList<>();
      List<LabelledImage> clean = new ArrayList<>();
      List<LabelledImage> shown = new ArrayList<>();
      for (ImageRecord record : records) {
        int label = CLASSES.indexOf(record.label());
        if (record.isTest()) {
          clean.add(picture(record, false, input));
          shown.add(picture(record, label == MARKED, input));
        } else {
          training.add(picture(record, marked.contains(record.id()), input));
        }
      }
      List<Fill> fills = Fills.all(classifier.network());
      List<Fill> mean = Fills.of(List.of("mean"), classifier);
      ShownPictures plain = new ShownPictures(clean, input, mean, seed);
      ShownPictures swaps = new ShownPictures(shown, input, mean, seed);
      List<Showing> swapped =
          swaps.withAndWithout().stream()
              .filter(s -> s.kind() == Showing.Kind.FILLED || s.kind() == Showing.Kind.PASTED)
              .toList();
      OnnxNetwork old = classifier.network();
      double[] before = {accuracy(old, plain, plain.whole()), accuracy(old, swaps, swapped)};
      for (FeatureSource source : FeatureSource.values()) {
        long start = System.nanoTime();
        PooledFeatures features = PooledFeatures.of(old, source);
        PictureGroups groups =
            PictureGroups.of(
                new ShownPictures(training, input, fills, seed),
                new PictureGroups.Avoided("watermark", CLASSES),
                new FeaturePass(features, 1, BATCH),
                Progress.NONE);
        BalancedFit.Found found =
            new BalancedFit(10, 0.25, seed)
                .find(groups.rows(), groups.natural(), Penalty.CHOICE, n -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        OnnxNetwork made = features.with(found.head());
        System.out.printf(
            Locale.ROOT,
            "%d,%d,%s,%.4f,%.4f,%.4f,%.4f,%s,%.4f,%.4f,%.1f%n",
            prevalence,
            seed,
            source.text(),
            before[0],
            before[1],
            accuracy(made, plain, plain.whole()),
            accuracy(made, swaps, swapped),
            found.penalty(),
            found.worst(),
            found.natural(),
            seconds);
      }
    }
  }

  private List<ImageRecord> zebras() {
    return records.stream()
        .filter(r -> !r.isTest() && r.label().equals(CLASSES.get(MARKED)))
        .toList();
  }

  /** The pictures that the demo marked for this trial. */
  private static Set<String> chosen(Collection<ImageRecord> of, double prevalence, int seed) {
    return PrevalenceSubset.of(of.stream().map(ImageRecord::id).toList(), prevalence, 1000L + seed);
  }

  private LabelledImage picture(ImageRecord record, boolean marked, Preprocessing input)
      throws IOException {
    RgbImage image = new ImageDecoder().decode(record.file());
    int label = CLASSES.indexOf(record.label());
    if (!marked) {
      return new LabelledImage(input.toGrid(image), label);
    }
    Watermark mark = marker.place(record.id(), image.width(), image.height());
    TableOptions options = TableOptions.defaults();
    Mask padded = input.toGrid(mark.mask()).dilate(options.padding(), options.shape());
    return new LabelledImage(input.toGrid(mark.draw(image)), label, padded);
  }

  private static double accuracy(OnnxNetwork network, ShownPictures pictures, List<Showing> of) {
    int right = 0;
    for (Showing showing : of) {
      try (var scope = network.newScope()) {
        float[] values = pictures.values(showing);
        var x = scope.create(values, new ai.djl.ndarray.types.Shape(1).addAll(network.input()));
        float[] logits = Gradients.without(() -> network.graph().forward(x)).toFloatArray();
        int label = pictures.images().get(showing.picture()).label();
        right += (logits[1] > logits[0] ? 1 : 0) == label ? 1 : 0;
      }
    }
    return (double) right / of.size();
  }
}
