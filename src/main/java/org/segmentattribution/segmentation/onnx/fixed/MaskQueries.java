package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * One graph that takes an image and gives queries, each with logits of its class (the last means
 * none) and a plane of logits of its mask.
 */
public final class MaskQueries implements OnnxModel {
  private static final int SIDE = 512;

  private final OnnxGraph graph;
  private final ImageFeed feed;
  private final List<String> classes;
  private final boolean panoptic;

  public MaskQueries(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    panoptic = graph.makes("pred_masks");
    classes = ClassLabels.of(graph, folder, names);
    feed =
        ImageFeed.of(
            graph,
            graph.onlyImage(),
            panoptic ? 800 : SIDE,
            ImageFeed.Normalisation.IMAGENET,
            folder.json("preprocessor_config.json"));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double threshold() {
    return panoptic ? 0.85 : 0;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    if (!panoptic) {
      DenseModel.noThresholds(graph, wanted);
    }
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Tensor pixels = feed.stretched(image);
    Tensor ones = graph.ones("pixel_mask", 1, pixels.size(-2), pixels.size(-1));
    Map<String, Tensor> outputs = graph.run(Map.of(feed.input(), pixels, "pixel_mask", ones));
    Tensor ofClass = outputs.get(panoptic ? "logits" : "class_queries_logits");
    Tensor masks = outputs.get(panoptic ? "pred_masks" : "masks_queries_logits");
    if (ofClass.size(2) < classes.size() || ofClass.size(1) != masks.size(1)) {
      throw new IOException(
          "%s: makes %d classes a query, but has %d names"
              .formatted(graph.file(), ofClass.size(2) - 1, classes.size()));
    }
    return panoptic
        ? queries(ofClass, masks, image, wanted)
        : DenseModel.masks(semantic(ofClass, masks, image), image, wanted);
  }

  /**
   * Returns the best class of each pixel by Σ softmax(class) · sigmoid(mask) (Cheng et al. 2021,
   * section 3.4).
   */
  private static int[] semantic(Tensor ofClass, Tensor masks, RgbImage image) {
    int pixels = masks.size(2) * masks.size(3);
    int count = ofClass.size(2) - 1;
    float[] scores = new float[count * pixels];
    float[] inside = new float[pixels];
    for (int q = 0; q < ofClass.size(1); q++) {
      double[] probability = Scores.softmax(ofClass.floats(), q * (count + 1), count + 1);
      for (int i = 0; i < pixels; i++) {
        inside[i] = (float) Scores.sigmoid(masks.floats()[q * pixels + i]);
      }
      for (int c = 0; c < count; c++) {
        float p = (float) probability[c];
        for (int i = 0; i < pixels; i++) {
          scores[c * pixels + i] += p * inside[i];
        }
      }
    }
    return PlaneResize.of(masks.size(3), masks.size(2), image.width(), image.height())
        .largest(scores, count, pixels);
  }

  /** Returns the pixels of each query that no other query takes (Carion et al. 2020, section 5). */
  private static List<Instance> queries(
      Tensor ofClass, Tensor masks, RgbImage image, List<WantedSegment> wanted) {
    record Kept(int query, int number, double score) {}
    List<Kept> kept = new ArrayList<>();
    int count = ofClass.size(2) - 1;
    double least = wanted.stream().mapToDouble(WantedSegment::threshold).min().orElse(1);
    for (int q = 0; q < ofClass.size(1); q++) {
      double[] probability = Scores.softmax(ofClass.floats(), q * (count + 1), count + 1);
      int best = 0;
      for (int c = 1; c <= count; c++) {
        best = probability[c] > probability[best] ? c : best;
      }
      if (best < count && probability[best] > least) {
        kept.add(new Kept(q, best, probability[best]));
      }
    }
    if (kept.isEmpty()) {
      return List.of();
    }
    int size = masks.size(2) * masks.size(3);
    float[] planes = new float[kept.size() * size];
    for (int k = 0; k < kept.size(); k++) {
      System.arraycopy(masks.floats(), kept.get(k).query() * size, planes, k * size, size);
    }
    int[] best =
        PlaneResize.of(masks.size(3), masks.size(2), image.width(), image.height())
            .largest(planes, kept.size(), size);
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (int k = 0; k < kept.size(); k++) {
        Kept query = kept.get(k);
        if (query.number() == wanted.get(i).classIndex()
            && query.score() > wanted.get(i).threshold()) {
          int number = k;
          int width = image.width();
          Mask mask = Mask.of(width, image.height(), (x, y) -> best[y * width + x] == number);
          found.add(new Instance(i, query.score(), mask));
        }
      }
    }
    return found;
  }
}
