package org.segmentattribution.segmentation.onnx.fixed;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Gives each pixel to one sure query (Carion et al. 2020, section 5), with the rules of {@code
 * post_process_panoptic_segmentation} of transformers: masks are weighted by the query's score, and
 * a query that keeps less than 0.8 of its own mask is dropped.
 */
final class PanopticMap {
  private static final double INSIDE = 0.5;
  private static final double KEPT = 0.8;

  private record Query(int index, int number, double score) {}

  private PanopticMap() {}

  /**
   * Returns what the sure queries hold, those of wanted classes only.
   *
   * @param ofClass logits of classes, [1, queries, classes + 1], the last is "nothing"
   * @param masks logits of masks, [1, queries, h, w]
   */
  static List<Instance> find(
      Tensor ofClass, Tensor masks, RgbImage image, List<WantedSegment> wanted) {
    double least = wanted.stream().mapToDouble(WantedSegment::threshold).min().orElse(1);
    List<Query> sure = sure(ofClass, least);
    int width = image.width();
    int height = image.height();
    int[] best = new int[width * height];
    float[] highest = new float[width * height];
    int[] own = new int[sure.size()];
    int size = masks.size(-1) * masks.size(-2);
    PlaneResize resize = PlaneResize.of(masks.size(-1), masks.size(-2), width, height);
    float[] shares = new float[size];
    for (int k = 0; k < sure.size(); k++) {
      Query query = sure.get(k);
      for (int i = 0; i < size; i++) {
        shares[i] = (float) Scores.sigmoid(masks.floats()[query.index() * size + i]);
      }
      float[] plane = resize.plane(shares, 0);
      for (int i = 0; i < plane.length; i++) {
        float weighted = plane[i] * (float) query.score();
        own[k] += weighted >= INSIDE ? 1 : 0;
        if (k == 0 || weighted > highest[i]) {
          highest[i] = weighted;
          best[i] = k;
        }
      }
    }
    return instances(sure, own, best, image, wanted);
  }

  private static List<Query> sure(Tensor ofClass, double least) {
    List<Query> sure = new ArrayList<>();
    int count = ofClass.size(2) - 1;
    for (int q = 0; q < ofClass.size(1); q++) {
      double[] probability = Scores.softmax(ofClass.floats(), q * (count + 1), count + 1);
      int best = 0;
      for (int c = 1; c <= count; c++) {
        best = probability[c] > probability[best] ? c : best;
      }
      if (best < count && probability[best] > least) {
        sure.add(new Query(q, best, probability[best]));
      }
    }
    return sure;
  }

  private static List<Instance> instances(
      List<Query> sure, int[] own, int[] best, RgbImage image, List<WantedSegment> wanted) {
    int width = image.width();
    int[] held = new int[sure.size()];
    if (!sure.isEmpty()) {
      for (int k : best) {
        held[k]++;
      }
    }
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (int k = 0; k < sure.size(); k++) {
        Query query = sure.get(k);
        boolean asked =
            query.number() == wanted.get(i).classIndex()
                && query.score() > wanted.get(i).threshold();
        if (asked && own[k] > 0 && held[k] > KEPT * own[k]) {
          int number = k;
          Mask mask = Mask.of(width, image.height(), (x, y) -> best[y * width + x] == number);
          found.add(new Instance(i, query.score(), mask));
        }
      }
    }
    return found;
  }
}
