package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.FloatPicture;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RF-DETR with masks: queries with boxes [1, Q, 4], logits of classes [1, Q, C + 1] and logits of
 * masks [1, Q, h, w]. A score is a sigmoid, so one query can have several classes; of all queries
 * and classes, the best are kept. The last class is nothing.
 */
public final class DetrMasks implements OnnxModel {
  private static final Logger LOG = LoggerFactory.getLogger(DetrMasks.class);
  private static final int SIDE = 432;
  private static final int MOST = 300;

  private final OnnxGraph graph;
  private final DetrOutputs outputs;
  private final ImageFeed feed;
  private final List<String> classes;
  private final boolean hub;

  /** The hub's picture, whose size its processor says; null in other exports. */
  private final FolderPicture picture;

  /** A query and one of its classes. */
  private record Found(int query, int number, double score) {}

  public DetrMasks(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    outputs = DetrOutputs.of(graph);
    hub = graph.makes("logits", "pred_masks");
    if (!hub && !outputs.known()) {
      LOG.info(
          "{}: its outputs have no known names; read as RF-DETR. If it is DETR, write \"type\":"
              + " \"detr\" into a segmenter.json beside it",
          graph.file());
    }
    long width = graph.outputs().get(outputs.classes()).shape()[2];
    classes = CocoNumbers.names(ClassLabels.found(graph, folder, names), width, graph, folder);
    feed =
        ImageFeed.of(
            graph,
            graph.onlyImage(),
            SIDE,
            ImageFeed.Normalisation.IMAGENET,
            folder.json("preprocessor_config.json"));
    picture = hub ? new FolderPicture(graph, folder, SIDE, ImageFeed.Normalisation.IMAGENET) : null;
  }

  /** Returns whether a graph of queries gives each class a score of its own, as RF-DETR does. */
  public static boolean fits(OnnxGraph graph, ModelFolder folder) {
    String type = folder.json("config.json").path("model_type").asText();
    DetrOutputs outputs = DetrOutputs.of(graph);
    return outputs != null && outputs.masks() != null && type.equals("rf_detr");
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> made = graph.run(inputs(image));
    Tensor logits = made.get(outputs.classes());
    Tensor masks = made.get(outputs.masks());
    int count = logits.size(2);
    if (count != classes.size() && count != classes.size() + 1 || logits.size(1) != masks.size(1)) {
      throw new IOException(
          "%s: makes %d classes a query, but has %d names"
              .formatted(graph.file(), count - 1, classes.size()));
    }
    double least = wanted.stream().mapToDouble(WantedSegment::threshold).min().orElse(1);
    int width = masks.size(3);
    int height = masks.size(2);
    PlaneResize resize = PlaneResize.of(width, height, image.width(), image.height());
    List<Found> best = best(logits, least, hub ? logits.size(1) : MOST);
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (Found one : best) {
        if (one.number == wanted.get(i).classIndex() && one.score > wanted.get(i).threshold()) {
          Mask mask = resize.above(masks.floats(), one.query * width * height, 0);
          found.add(new Instance(i, one.score, mask));
        }
      }
    }
    return found;
  }

  private Map<String, Tensor> inputs(RgbImage image) {
    if (picture != null) {
      return picture.inputs(graph, image);
    }
    Tensor pixels = FloatPicture.stretched(image, feed);
    Tensor ones = graph.ones("pixel_mask", 1, pixels.size(-2), pixels.size(-1));
    return Map.of(feed.input(), pixels, "pixel_mask", ones);
  }

  /** Returns the best queries and classes, the first among equals. */
  private static List<Found> best(Tensor logits, double least, int most) {
    int count = logits.size(2);
    List<Found> all = new ArrayList<>();
    for (int i = 0; i < logits.floats().length; i++) {
      double score = Scores.sigmoid(logits.floats()[i]);
      if (score > least) {
        all.add(new Found(i / count, i % count, score));
      }
    }
    all.sort(Collections.reverseOrder(Comparator.comparingDouble(Found::score)));
    return all.subList(0, Math.min(all.size(), most));
  }
}
