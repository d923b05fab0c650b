package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Finds objects one by one, with the rules of {@code post_process_instance_segmentation} of
 * transformers: the best pairs of query and class, each scored by its class times the mean of its
 * mask. Masks may overlap.
 */
final class InstanceMap {
  /** The share of a list's names that must be things for it to be one without stuff. */
  private static final double THINGS = 0.8;

  private record Pair(int query, int number, double score) {}

  private InstanceMap() {}

  /**
   * Returns whether a list has only things, as that of COCO's 80 and that of Cityscapes' 8: a
   * network trained with it leaves most pixels without a class.
   */
  static boolean onlyThings(List<String> classes) {
    try {
      Set<String> things = new HashSet<>(ClassNames.named("coco"));
      Set<String> stuff = new HashSet<>(ClassNames.named("coco-panoptic"));
      stuff.removeAll(things);
      stuff.add("background");
      things.add("rider");
      long known = classes.stream().filter(things::contains).count();
      return classes.stream().noneMatch(stuff::contains) && known >= THINGS * classes.size();
    } catch (IOException e) {
      throw new RunFailed("the bundled names of COCO cannot be read", e);
    }
  }

  /**
   * Returns the objects of wanted classes.
   *
   * @param ofClass logits of classes, [1, queries, classes + 1], the last is "nothing"
   * @param masks logits of masks, [1, queries, h, w]
   * @param side of the square in which masks are cut; 0 = the masks' own size
   */
  static List<Instance> find(
      Tensor ofClass, Tensor masks, int side, RgbImage image, List<WantedSegment> wanted) {
    int fromWidth = masks.size(-1);
    int fromHeight = masks.size(-2);
    int width = side > 0 ? side : fromWidth;
    int height = side > 0 ? side : fromHeight;
    PlaneResize enlarge = PlaneResize.of(fromWidth, fromHeight, width, height);
    List<Instance> found = new ArrayList<>();
    for (Pair pair : best(ofClass)) {
      float[] plane = null;
      for (int i = 0; i < wanted.size(); i++) {
        double least = wanted.get(i).threshold();
        if (wanted.get(i).classIndex() != pair.number() || pair.score() < least) {
          continue;
        }
        if (plane == null) {
          plane = enlarge.plane(masks.floats(), pair.query() * fromWidth * fromHeight);
        }
        double score = pair.score() * inside(plane);
        Mask mask = nearest(plane, width, height, image);
        if (score >= least && !mask.isEmpty()) {
          found.add(new Instance(i, score, mask));
        }
      }
    }
    return found;
  }

  /** Returns as many pairs of query and class as there are queries, the best ones. */
  private static List<Pair> best(Tensor ofClass) {
    int count = ofClass.size(2) - 1;
    int queries = ofClass.size(1);
    List<Pair> pairs = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      double[] probability = Scores.softmax(ofClass.floats(), q * (count + 1), count + 1);
      for (int c = 0; c < count; c++) {
        pairs.add(new Pair(q, c, probability[c]));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::score).reversed());
    return pairs.subList(0, Math.min(queries, pairs.size()));
  }

  private static double inside(float[] plane) {
    double sum = 0;
    int count = 0;
    for (float value : plane) {
      if (value > 0) {
        sum += Scores.sigmoid(value);
        count++;
      }
    }
    return sum / (count + 1e-6);
  }

  private static Mask nearest(float[] plane, int width, int height, RgbImage image) {
    float across = (float) width / image.width();
    float down = (float) height / image.height();
    return Mask.of(
        image.width(),
        image.height(),
        (x, y) ->
            plane[
                    Math.min(height - 1, (int) (y * down)) * width
                        + Math.min(width - 1, (int) (x * across))]
                > 0);
  }
}
