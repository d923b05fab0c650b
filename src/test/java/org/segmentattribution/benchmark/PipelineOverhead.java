package org.segmentattribution.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.command.explain.ExplainRun;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.segmentation.SegmenterChoice;
import org.segmentattribution.table.TableOptions;

/**
 * {@code scripts/bench overhead IMAGES SEGMENTER MODEL [BATCH [THREADS [LIMIT]]]}: images a second
 * of {@code sat explain} by LRP-Z, up to its tables, beside the bare model's: forward and backward
 * passes of as many arrays in the same process, before and after.
 */
final class PipelineOverhead {
  private PipelineOverhead() {}

  /** Prints the three rates and the overhead. */
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[2]);
    int batch = args.length > 3 ? Integer.parseInt(args[3]) : 8;
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = args.length > 4 ? Integer.parseInt(args[4]) : processors;
    int limit = args.length > 5 ? Integer.parseInt(args[5]) : 0;
    ImageChoice images = new ImageChoice(Path.of(args[0]), List.of(), "", limit);
    int count = images.open().records().size();
    double before = bare(model, batch, threads, count);
    double sat = explain(images, args[1], model, batch, threads);
    double after = bare(model, batch, threads, count);
    double bare = (before + after) / 2;
    System.out.printf(
        Locale.ROOT,
        "%s, %d images, batch %d, %d workers: bare model %.2f and %.2f images/s,"
            + " sat explain %.2f; overhead %.1f %%%n",
        model.getFileName(),
        count,
        batch,
        threads,
        before,
        after,
        sat,
        100 * (bare / sat - 1));
  }

  /** Workers that each explain arrays and do nothing else, the first batch not counted. */
  private static double bare(Path model, int batch, int threads, int count) throws Exception {
    int batches = Math.max(1, count / batch / threads);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (LoadedClassifier classifier = Classifiers.load(model, "cpu")) {
      all(workers, threads, () -> passes(classifier, batch, 1));
      long start = System.nanoTime();
      all(workers, threads, () -> passes(classifier, batch, batches));
      return batches * batch * threads / ((System.nanoTime() - start) / 1e9);
    } finally {
      workers.shutdown();
    }
  }

  private static void all(ExecutorService workers, int threads, Callable<Void> task)
      throws Exception {
    for (Future<Void> done : workers.invokeAll(Collections.nCopies(threads, task))) {
      done.get();
    }
  }

  private static Void passes(LoadedClassifier classifier, int batch, int batches) {
    Shape shape = new Shape(batch).addAll(classifier.inputShape());
    float[] noise = new float[Math.toIntExact(shape.size())];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    for (int k = 0; k < batches; k++) {
      try (NDManager scope = classifier.newScope()) {
        NDArray x = scope.create(noise, shape);
        x.setRequiresGradient(true);
        Gradients.backward(
            Gradients.with(() -> classifier.logits(x, LayerRule.PLAIN).max(new int[] {1})));
        x.getGradient().mul(x.stopGradient()).sum(new int[] {1}).toFloatArray();
      }
    }
    return null;
  }

  private static double explain(
      ImageChoice images, String segmenter, Path model, int batch, int threads) throws IOException {
    Path out = Files.createTempDirectory("sat-bench");
    ExplainSettings settings =
        new ExplainSettings(
            images,
            new OpenedExplainer.Settings(
                new ModelFile(model, null, "cpu"),
                List.of("lrp-z"),
                List.of(),
                "predicted",
                ChannelReduction.SUM,
                TableOptions.defaults().withPadding(2),
                1),
            new SegmenterChoice(segmenter, SegmenterOptions.of(List.of())),
            batch,
            threads,
            new RunTarget(out, Map.of()));
    try (ExplainRun run = ExplainRun.open(settings, null)) {
      long start = System.nanoTime();
      run.tabulate(Progress.NONE).close();
      double seconds = (System.nanoTime() - start) / 1e9;
      RunSummary summary = run.summary();
      return (summary.images() - summary.skipped()) / seconds;
    } finally {
      FileUtils.deleteDirectory(out.toFile());
    }
  }
}
