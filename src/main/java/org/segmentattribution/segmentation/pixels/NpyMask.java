package org.segmentattribution.segmentation.pixels;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.PixelSampler;
import org.segmentattribution.image.PixelSamples;

/** Reads a mask as NumPy saves it: h x w, whole numbers, or fractions from 0 to 1. */
final class NpyMask {
  private static final int FINEST = 65535;

  private NpyMask() {}

  static PixelSamples read(Path file, int width, int height) throws IOException {
    NpyFile array = NpyFile.read(file);
    int[] shape = array.shape();
    int from = shape.length == 3 && shape[0] == 1 ? 1 : 0;
    if (shape.length != 2 + from) {
      throw new UnusableMask(file + " is not h x w: a file holds one mask");
    }
    MaskSize.require(file, shape[from + 1], shape[from], width, height);
    float most = 0;
    boolean whole = true;
    for (float value : array.values()) {
      if (!(value >= 0 && value <= FINEST)) {
        throw new UnusableMask(file + " holds " + value + ": a mask has 0 to 1, 255 or 65535");
      }
      most = Math.max(most, value);
      whole &= value == Math.rint(value);
    }
    if (!whole && most > 1) {
      throw new UnusableMask(file + " holds fractions up to " + most + ": a soft mask has 0 to 1");
    }
    int full = !whole ? FINEST : most <= 1 ? 1 : most <= 255 ? 255 : FINEST;
    PixelSampler sampler = new PixelSampler(width, height, full);
    for (float value : array.values()) {
      sampler.grey(Math.round(whole ? value : value * FINEST), full);
    }
    return sampler.samples(false);
  }
}
