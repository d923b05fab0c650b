package org.segmentattribution.saliency.removal;

import org.segmentattribution.api.Mask;

/**
 * Takes the pixels of another picture: puts its segment into this one.
 *
 * @param source a picture of the same size
 */
public record PasteFill(ModelInput source) implements Fill {
  @Override
  public String name() {
    return "paste";
  }

  @Override
  public float[] fill(ModelInput picture, Mask region, long seed) {
    float[] filled = picture.values().clone();
    int plane = picture.height() * picture.width();
    region.forEachRun(
        (from, to, y) -> {
          for (int c = 0; c < picture.channels(); c++) {
            int at = c * plane + y * picture.width() + from;
            System.arraycopy(source.values(), at, filled, at, to - from);
          }
        });
    return filled;
  }
}
