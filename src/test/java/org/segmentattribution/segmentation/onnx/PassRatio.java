package org.segmentattribution.segmentation.onnx;

import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.ImageDecoder;

/**
 * How much longer an image takes than the passes of the model's graphs, however many there are: how
 * often a look at the thread finds it inside of ONNX Runtime. Both sides wait alike for a processor
 * that others use, so other work on the machine changes little.
 */
final class PassRatio {
  private static final int LEAST_ROUNDS = 5;
  private static final long LEAST_NANOS = 20_000_000_000L;
  private static final String RUN = OrtSession.class.getName();

  private PassRatio() {}

  static void print(Path model, Path photograph, List<String> prompts, double threshold)
      throws IOException {
    RgbImage image = new ImageDecoder().decode(photograph);
    try (OnnxSegmenter segmenter =
        OnnxSegmenter.open(model, "cpu", PromptList.of(prompts), threshold, null)) {
      // the first image also finds out how the graph takes texts
      segmenter.segment("", image);
      int found = segmenter.segment("", image).size();
      AtomicLong all = new AtomicLong();
      AtomicLong inside = new AtomicLong();
      AtomicBoolean over = new AtomicBoolean();
      Thread worker = Thread.currentThread();
      Thread watcher = new Thread(() -> watch(worker, over, all, inside));
      watcher.setDaemon(true);
      watcher.start();
      long start = System.nanoTime();
      int rounds = 0;
      while (rounds < LEAST_ROUNDS || System.nanoTime() - start < LEAST_NANOS) {
        segmenter.segment("", image);
        rounds++;
      }
      long nanos = System.nanoTime() - start;
      over.set(true);
      double whole = nanos / 1e6 / rounds;
      double share = (double) inside.get() / all.get();
      System.out.printf(
          Locale.ROOT,
          "an image %.0f ms, its passes %.0f ms: %.3f (%d looks, %d images, %d masks)%n",
          whole,
          whole * share,
          1 / share,
          all.get(),
          rounds,
          found);
    }
  }

  private static void watch(Thread worker, AtomicBoolean over, AtomicLong all, AtomicLong inside) {
    while (!over.get()) {
      for (StackTraceElement frame : worker.getStackTrace()) {
        if (frame.getClassName().equals(RUN) && frame.isNativeMethod()) {
          inside.incrementAndGet();
          break;
        }
      }
      all.incrementAndGet();
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
