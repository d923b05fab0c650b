package org.segmentattribution.suspect;

/**
 * A Gaussian over a map; beyond the border, values are those of the border.
 *
 * @param sigma standard deviation in pixels, above 0
 */
record Smoothing(double sigma) {
  float[] of(float[] map, int width, int height) {
    int radius = (int) Math.ceil(3 * sigma);
    double[] taps = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      taps[i] = Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= sum;
    }
    float[] rows = new float[map.length];
    float[] both = new float[map.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int i = 0; i < taps.length; i++) {
          value += taps[i] * map[y * width + Math.max(0, Math.min(width - 1, x + i - radius))];
        }
        rows[y * width + x] = (float) value;
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int i = 0; i < taps.length; i++) {
          value += taps[i] * rows[Math.max(0, Math.min(height - 1, y + i - radius)) * width + x];
        }
        both[y * width + x] = (float) value;
      }
    }
    return both;
  }
}
