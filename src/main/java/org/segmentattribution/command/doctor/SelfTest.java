package org.segmentattribution.command.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.EngineReport;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.run.Versions;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.table.store.TableStore;

/**
 * {@code sat doctor}: shows what this machine has, and tests whether tables can be opened and a
 * model can be written, read, and run forward and backward.
 */
public final class SelfTest {
  private static final int SIDE = 32;

  private SelfTest() {}

  /**
   * The results of the tests.
   *
   * @param lines names with their values, in order
   * @param works whether {@code explain} would work
   * @param verdict the result in words
   * @param failure reason why {@code explain} would not work; null where it would
   */
  public record Result(
      Map<String, String> lines, boolean works, String verdict, Throwable failure) {}

  /** Looks for the engines and tries them on a device. */
  public static Result run(String device) {
    Map<String, String> lines = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    lines.put("sat", Versions.product());
    lines.put(
        "java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    lines.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    lines.put("processors", Integer.toString(runtime.availableProcessors()));
    lines.put("memory for Java", runtime.maxMemory() / (1 << 20) + " MiB");
    try {
      // two large libraries load at once
      FutureTask<String> duckDb = new FutureTask<>(TableStore::version);
      Thread loader = new Thread(duckDb, "duckdb");
      loader.setDaemon(true);
      loader.start();
      EngineReport engines = TorchEngine.report();
      lines.put("DJL", engines.djl());
      lines.put("PyTorch", engines.pytorch());
      lines.put("ONNX Runtime", engines.onnxRuntime());
      lines.put("DuckDB", result(duckDb));
      lines.put("convolutions", engines.convolutions());
      lines.put("devices", String.join(", ", engines.devices()));
      lines.put("threads", engines.threads() + " in an operation; workers run side by side");
      lines.put("device in use", ModelOpener.device(device));
      lines.put("forward and backward", passes(device));
      return new Result(lines, true, verdict(engines), null);
    } catch (Exception | LinkageError e) {
      return new Result(lines, false, "explain would not work", e);
    }
  }

  private static <T> T result(Future<T> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Masks may come from other programs, so {@code explain} works without ONNX Runtime. */
  static String verdict(EngineReport engines) {
    return engines.hasOnnxRuntime()
        ? "all well"
        : "explain works, but onnx: segmenters would not: see ONNX Runtime";
  }

  private static String passes(String device) throws Exception {
    Path folder = Files.createTempDirectory("sat-doctor");
    Path file = folder.resolve("model.onnx");
    Preprocessing grid = Preprocessing.simple(SIDE, SIDE);
    try {
      try (OnnxNetwork network = CnnArchitecture.standard().create(SIDE, SIDE, 2, 1, device)) {
        OnnxWriter.write(network, new ModelDeclaration(List.of("a", "b"), grid), file);
      }
      return passes(file, grid, device);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(ModelDeclaration.fileOf(file));
      Files.delete(folder);
    }
  }

  private static String passes(Path file, Preprocessing grid, String device) {
    float[] input = new float[grid.length()];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) Math.sin(i);
    }
    try (LoadedClassifier classifier = ModelOpener.model(file, device)) {
      Explainer explainer = MethodOpener.explainer(classifier, "lrp-z");
      explainer.explain(input, 1, new int[] {Explainer.PREDICTED});
      long start = System.nanoTime();
      Explanation once = explainer.explain(input, 1, new int[] {Explainer.PREDICTED});
      double millis = (System.nanoTime() - start) / 1e6;
      double logit = once.logits()[0][once.targets()[0]];
      double sum = 0;
      for (float relevance : once.maps().get("lrp-z")[0]) {
        sum += relevance;
      }
      // the untrained network has no biases, so LRP-Z must hand out the whole logit
      if (!(Math.abs(sum - logit) <= 1e-4 * Math.abs(logit))) {
        throw new IllegalStateException(
            "the relevance sums to " + sum + ", not to the logit " + logit);
      }
      return String.format(
          Locale.ROOT, "relevance sums to the logit (%.4f), %.1f ms an image", logit, millis);
    }
  }
}
