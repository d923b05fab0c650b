package org.segmentattribution.segmentation.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.segmentation.MaskCache;
import org.segmentattribution.segmentation.NamedUnions;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;

/**
 * {@code scripts/bench segmentation}: what everything but the model costs on one core, for twelve
 * masks of 500x375 from planes of logits of 352x352. Medians after a warm-up.
 */
final class SegmentationOverhead {
  private static final int SIDE = 352;
  private static final int MASKS = 12;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 400;
  private static final String[] STEPS = {
    "resize, threshold, pack", "union", "padding by 2", "cache, written", "cache, read"
  };

  private SegmentationOverhead() {}

  /**
   * Prints a line a step; with a model, a photograph, prompts and maybe a threshold, how much
   * longer an image takes than the model's passes.
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 2) {
      double threshold = args.length > 3 ? Double.parseDouble(args[3]) : Double.NaN;
      PassRatio.print(Path.of(args[0]), Path.of(args[1]), List.of(args[2].split(",")), threshold);
      return;
    }
    SplittableRandom random = new SplittableRandom(1);
    float[] logits = blobs(random);
    RgbImage image = RgbImage.black(500, 375);
    random.nextBytes(image.rgb());
    Path folder = Files.createTempDirectory("sat-bench");
    double[][] times = new double[STEPS.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      image.set(0, 0, round & 255, round >> 8 & 255, 1);
      long[] at = new long[STEPS.length + 1];
      at[0] = System.nanoTime();
      PlaneResize resize = PlaneResize.of(SIDE, SIDE, image.width(), image.height());
      List<Detection> found = new ArrayList<>();
      for (int i = 0; i < MASKS; i++) {
        Mask mask = resize.above(logits, i * SIDE * SIDE, 0);
        found.add(new Detection("segment " + i, mask, 0.5));
      }
      at[1] = System.nanoTime();
      Segmenter model = (stem, picture) -> found;
      List<Detection> united = new NamedUnions(model, PromptList.of(List.of())).segment("", image);
      at[2] = System.nanoTime();
      united.forEach(d -> d.mask().dilate(2, PadShape.SQUARE));
      at[3] = System.nanoTime();
      MaskCache cache = new MaskCache((stem, picture) -> united, folder, "bench");
      cache.segment("", image);
      at[4] = System.nanoTime();
      cache.segment("", image);
      at[5] = System.nanoTime();
      for (int i = 0; i < STEPS.length && round >= 0; i++) {
        times[i][round] = (at[i + 1] - at[i]) / 1e6;
      }
    }
    for (int i = 0; i < STEPS.length; i++) {
      Arrays.sort(times[i]);
      System.out.printf(Locale.ROOT, "%-24s %6.2f ms%n", STEPS[i], times[i][ROUNDS / 2]);
    }
  }

  /** Discs with rough edges. */
  private static float[] blobs(SplittableRandom random) {
    float[] logits = new float[MASKS * SIDE * SIDE];
    for (int k = 0; k < MASKS; k++) {
      double x0 = random.nextDouble() * SIDE;
      double y0 = random.nextDouble() * SIDE;
      double radius = 20 + random.nextDouble() * 80;
      for (int i = 0; i < SIDE * SIDE; i++) {
        double away = Math.hypot(i % SIDE - x0, i / SIDE - y0);
        logits[k * SIDE * SIDE + i] = (float) ((radius - away) / 5 + 0.3 * random.nextGaussian());
      }
    }
    return logits;
  }
}
