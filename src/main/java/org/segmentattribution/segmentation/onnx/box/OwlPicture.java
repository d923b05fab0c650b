package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.segmentattribution.api.RgbImage;

/**
 * The picture of OWLv2: a square, filled up at the right and bottom, blurred by a Gaussian and
 * resized bilinearly in floats, as transformers' {@code Owlv2ImageProcessor} does it.
 */
final class OwlPicture {
  /** What transformers 4, with which the published weights were converted, fills up with. */
  private static final float GREY = 127.5f;

  private final int side;
  private final float fill;

  private OwlPicture(int side, float fill) {
    this.side = side;
    this.fill = fill;
  }

  /**
   * Chooses the fill: black if transformers 5 or newer wrote the model, otherwise grey.
   *
   * @param side of the input
   * @param config {@code config.json}, or missing
   */
  static OwlPicture of(int side, JsonNode config) {
    String version = config.path("transformers_version").asText("5");
    boolean old = version.matches("[1-4]\\..*");
    return new OwlPicture(side, old ? GREY : 0);
  }

  /** Weights of pixels for each pixel of the result; they add up to 1. */
  private record Line(int[] first, float[][] weights) {
    static Line of(int from, int to) {
      double factor = (double) from / to;
      double[] blur = gauss((factor - 1) / 2);
      int reach = blur.length / 2;
      Line line = new Line(new int[to], new float[to][]);
      for (int i = 0; i < to; i++) {
        double at = Math.max(0, (i + 0.5) * factor - 0.5);
        int low = Math.min(from - 1, (int) at);
        int high = Math.min(from - 1, low + 1);
        double share = at - low;
        double[] all = new double[blur.length + 1];
        int start = low - reach;
        for (int k = 0; k < blur.length; k++) {
          all[k] += (1 - share) * blur[k];
          all[k + high - low] += share * blur[k];
        }
        line.put(i, from, start, all);
      }
      return line;
    }

    /** Keeps weights, those beyond the borders on the pixels that mirror them. */
    private void put(int i, int from, int start, double[] all) {
      int low = Math.max(0, start);
      int end = Math.min(from, start + all.length);
      int last = 2 * (from - 1);
      for (int k = 0; k < all.length; k++) {
        int mirrored = mirror(start + k, last);
        if (all[k] != 0) {
          low = Math.min(low, mirrored);
          end = Math.max(end, mirrored + 1);
        }
      }
      float[] kept = new float[end - low];
      for (int k = 0; k < all.length; k++) {
        if (all[k] != 0) {
          kept[mirror(start + k, last) - low] += (float) all[k];
        }
      }
      first[i] = low;
      weights[i] = kept;
    }

    private static int mirror(int place, int last) {
      int positive = Math.abs(place);
      return last == 0 ? 0 : positive * 2 > last ? Math.abs(last - positive) : positive;
    }
  }

  /** Returns a Gaussian cut at three deviations; 1 where there is nothing to blur. */
  private static double[] gauss(double deviation) {
    if (deviation <= 0) {
      return new double[] {1};
    }
    int reach = (int) Math.ceil(3 * deviation);
    double[] weights = new double[2 * reach + 1];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.exp(-0.5 * Math.pow((k - reach) / deviation, 2));
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** Returns red, green and blue of each pixel of the square, 0 to 255, unrounded. */
  float[] values(RgbImage image) {
    Line line = Line.of(Math.max(image.width(), image.height()), side);
    float[] rows = new float[image.height() * side * 3];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < side; x++) {
        across(image, y, line, x, rows, (y * side + x) * 3);
      }
    }
    float[] out = new float[side * side * 3];
    int length = side * 3;
    for (int y = 0; y < side; y++) {
      float[] weights = line.weights()[y];
      for (int k = 0; k < weights.length; k++) {
        int row = line.first()[y] + k;
        float weight = weights[k];
        for (int x = 0; x < length; x++) {
          out[y * length + x] += weight * (row < image.height() ? rows[row * length + x] : fill);
        }
      }
    }
    return out;
  }

  private void across(RgbImage image, int y, Line line, int x, float[] out, int to) {
    float[] weights = line.weights()[x];
    for (int k = 0; k < weights.length; k++) {
      int column = line.first()[x] + k;
      int from = (y * image.width() + column) * 3;
      for (int c = 0; c < 3; c++) {
        out[to + c] += weights[k] * (column < image.width() ? image.rgb()[from + c] & 0xff : fill);
      }
    }
  }
}
