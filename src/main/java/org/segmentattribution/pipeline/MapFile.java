package org.segmentattribution.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.PixelSamples;
import org.segmentattribution.image.RawPng;
import org.segmentattribution.saliency.ChannelReduction;

/** Reads one attribution map; every error is one line that names the file. */
final class MapFile {
  private static final long MOST_BYTES = 256L << 20;

  private MapFile() {}

  /** Refuses a wrong size before anything is decoded. */
  @FunctionalInterface
  interface SizeCheck {
    void require(int width, int height) throws IOException;
  }

  /** Reads an array h x w or c x h x w; leading axes of length 1 are dropped. */
  static NpyFile array(Path file, ChannelReduction channels, SizeCheck sizes) throws IOException {
    NpyFile array = NpyFile.read(file);
    int[] shape = array.shape();
    while (shape.length > 2 && shape[0] == 1) {
      shape = Arrays.copyOfRange(shape, 1, shape.length);
    }
    if (shape.length < 2 || shape.length > 3 || array.values().length == 0) {
      throw new IOException(file + " is neither h x w nor c x h x w");
    }
    sizes.require(shape[shape.length - 1], shape[shape.length - 2]);
    for (float value : array.values()) {
      if (!Float.isFinite(value)) {
        throw new IOException(file + " holds " + value);
      }
    }
    if (shape.length == 2) {
      return new NpyFile(shape, array.values());
    }
    float[] map = channels.reduce(array.values(), shape[0], shape[1], shape[2]);
    return new NpyFile(new int[] {shape[1], shape[2]}, map);
  }

  /** Reads a PNG with grey, opaque pixels: black is 0, white 1. */
  static NpyFile grey(Path file, SizeCheck sizes) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than 256 MiB");
    }
    RawPng png;
    try {
      png = RawPng.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException(file + " is not a PNG: " + e.getMessage(), e);
    }
    sizes.require(png.width(), png.height());
    PixelSamples samples = samples(file, png);
    if (samples.rgb() != null) {
      throw new IOException(
          file + " is not a grey PNG: its colours stand for no numbers; save the values as .npy");
    }
    if (samples.alpha() != null) {
      throw new IOException(
          file + " is partly transparent, which stands for no number; save the values as .npy");
    }
    float[] values = new float[samples.grey().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) samples.grey()[i] / samples.full();
    }
    return new NpyFile(new int[] {samples.height(), samples.width()}, values);
  }

  private static PixelSamples samples(Path file, RawPng png) throws IOException {
    try {
      return png.samples();
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException(file + " is a damaged PNG: " + reason, e);
    }
  }
}
