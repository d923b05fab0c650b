package org.segmentattribution.command.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.model.training.ImageChange;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * Makes a segment useless for telling classes apart: fills it in half of its pictures, and pastes
 * it, with its mask, into half of the pictures of other classes.
 *
 * @param fills one of them is drawn for each picture; empty: nothing is filled
 * @param sources pictures whose segment is pasted; empty: nothing is pasted
 */
record FillAndPaste(List<Fill> fills, List<LabelledImage> sources) implements ImageChange {
  private static final int CHANNELS = 3;

  @Override
  public LabelledImage apply(LabelledImage image, SplittableRandom random) {
    LabelledImage filled = image;
    if (image.avoided() != null && !fills.isEmpty() && random.nextBoolean()) {
      Fill fill = fills.get(random.nextInt(fills.size()));
      filled = new LabelledImage(filled(image, fill, random.nextLong()), image.label());
    }
    return sources.isEmpty() || random.nextBoolean() ? filled : pasted(filled, random);
  }

  private static RgbImage filled(LabelledImage image, Fill fill, long seed) {
    RgbImage grid = image.grid();
    int plane = grid.width() * grid.height();
    float[] values = new float[CHANNELS * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < CHANNELS; c++) {
        values[c * plane + i] = grid.rgb()[CHANNELS * i + c] & 0xff;
      }
    }
    double[] ranges = new double[CHANNELS];
    Arrays.fill(ranges, 255);
    ModelInput picture = new ModelInput(values, CHANNELS, grid.height(), grid.width(), ranges);
    float[] without = fill.fill(picture, image.avoided(), seed);
    RgbImage changed = new RgbImage(grid.width(), grid.height(), grid.rgb().clone());
    image
        .avoided()
        .forEach(
            (x, y) -> {
              int at = y * grid.width() + x;
              for (int c = 0; c < CHANNELS; c++) {
                int value = Math.round(without[c * plane + at]);
                changed.rgb()[CHANNELS * at + c] = (byte) Math.max(0, Math.min(255, value));
              }
            });
    return changed;
  }

  /** Pastes the segment of a picture of another class; the picture itself where there is none. */
  private LabelledImage pasted(LabelledImage image, SplittableRandom random) {
    List<LabelledImage> others =
        sources.stream().filter(source -> source.label() != image.label()).toList();
    if (others.isEmpty()) {
      return image;
    }
    LabelledImage source = others.get(random.nextInt(others.size()));
    RgbImage grid = image.grid();
    RgbImage changed = new RgbImage(grid.width(), grid.height(), grid.rgb().clone());
    source
        .avoided()
        .forEachRun(
            (from, to, y) -> {
              int at = CHANNELS * (y * grid.width() + from);
              System.arraycopy(source.grid().rgb(), at, changed.rgb(), at, CHANNELS * (to - from));
            });
    Mask own = image.avoided();
    return new LabelledImage(
        changed, image.label(), own == null ? source.avoided() : own.union(source.avoided()));
  }
}
