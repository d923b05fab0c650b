package org.segmentattribution.segmentation.onnx.box;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * The results of detectors that take texts: a box for every query, and a score for every query and
 * text.
 *
 * @param queries number of queries
 * @param boxes centre x, centre y, width, height of each, as shares of the image
 */
public record QueryBoxes(int queries, float[] boxes) {
  /** Gives how well a query fits a text, 0 to 1. */
  @FunctionalInterface
  public interface Score {
    double of(int query, int text);
  }

  /**
   * Returns the queries that are above the threshold of the text that they fit best, as boxes on
   * the image.
   *
   * @param width of what the boxes are shares of, in pixels
   * @param height of what the boxes are shares of, in pixels
   */
  public List<Box> best(Score score, List<WantedSegment> wanted, int width, int height) {
    List<Box> found = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < wanted.size(); i++) {
        double own = score.of(q, i);
        if (own > most && own > wanted.get(i).threshold()) {
          best = i;
          most = own;
        }
      }
      if (best >= 0) {
        found.add(
            Box.centred(
                best,
                most,
                boxes[q * 4] * width,
                boxes[q * 4 + 1] * height,
                boxes[q * 4 + 2] * width,
                boxes[q * 4 + 3] * height));
      }
    }
    return found;
  }
}
