package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One graph that takes an image and gives the logits of its classes for each pixel, [1, C, h, w]
 * (or [1, h, w, C]), or the class itself, as whole numbers. A pixel belongs to its best class.
 */
public final class DenseModel implements OnnxModel {
  private static final Logger LOG = LoggerFactory.getLogger(DenseModel.class);
  private static final int SIDE = 512;

  private final OnnxGraph graph;
  private final FolderPicture picture;
  private final List<String> classes;
  private final String output;

  public DenseModel(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    output = output(graph);
    classes = ClassLabels.of(graph, folder, names);
    picture = new FolderPicture(graph, folder, SIDE, ImageFeed.Normalisation.IMAGENET);
  }

  /**
   * Returns the name of the map of classes: the only output, or of several maps the one that is
   * called {@code out} (torchvision, beside {@code aux}) or {@code logits}; null if there is none.
   */
  public static String output(OnnxGraph graph) {
    List<OnnxGraph.Port> made = List.copyOf(graph.outputs().values());
    OnnxGraph.Port first = made.get(0);
    if (made.size() == 1) {
      boolean numbers = !first.real() && first.rank() >= 2 && first.rank() <= 4;
      return numbers || isMap(first) ? graph.outputs().keySet().iterator().next() : null;
    }
    boolean maps = made.stream().allMatch(DenseModel::isMap);
    return !maps ? null : graph.makes("out") ? "out" : graph.makes("logits") ? "logits" : null;
  }

  /** Returns whether the signature does not say how many classes the only output has. */
  public static boolean openPlanes(OnnxGraph graph) {
    OnnxGraph.Port first = graph.outputs().values().iterator().next();
    return graph.outputs().size() == 1 && first.rank() == 4 && first.shape()[1] < 0;
  }

  private static boolean isMap(OnnxGraph.Port port) {
    long[] shape = port.shape();
    return port.real() && shape.length == 4 && shape[1] != 1 && !(shape[2] == 1 && shape[3] == 1);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double threshold() {
    return 0;
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> outputs = graph.run(picture.inputs(graph, image));
    Tensor map = outputs.get(output);
    int[] best = map.floats() == null ? numbers(map, image) : largest(map, image);
    return masks(best, image, wanted);
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    noThresholds(graph, wanted);
  }

  /** Warns that a given threshold has no effect. */
  public static void noThresholds(OnnxGraph graph, List<WantedSegment> wanted) {
    if (wanted.stream().anyMatch(w -> w.threshold() > 0)) {
      LOG.warn("{}: gives each pixel its best class, so thresholds are not used", graph.file());
    }
  }

  /** Returns one mask for each wanted class. */
  public static List<Instance> masks(int[] best, RgbImage image, List<WantedSegment> wanted) {
    int width = image.width();
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      int number = wanted.get(i).classIndex();
      Mask mask = Mask.of(width, image.height(), (x, y) -> best[y * width + x] == number);
      found.add(new Instance(i, 1, mask));
    }
    return found;
  }

  private int[] largest(Tensor logits, RgbImage image) throws IOException {
    boolean last = logits.size(1) != classes.size() && logits.size(3) == classes.size();
    Tensor planes = last ? channelsFirst(logits) : logits;
    if (planes.size(1) != classes.size()) {
      throw new IOException(
          "%s: makes %d classes a pixel, but has %d names"
              .formatted(graph.file(), planes.size(1), classes.size()));
    }
    int height = planes.size(2);
    int width = planes.size(3);
    return PlaneResize.of(width, height, image.width(), image.height())
        .largest(planes.floats(), classes.size(), width * height);
  }

  private static Tensor channelsFirst(Tensor logits) {
    int pixels = logits.size(1) * logits.size(2);
    int channels = logits.size(3);
    float[] planes = new float[pixels * channels];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < channels; c++) {
        planes[c * pixels + i] = logits.floats()[i * channels + c];
      }
    }
    return Tensor.of(planes, 1, channels, logits.size(1), logits.size(2));
  }

  /** Resizes whole numbers by the nearest pixel, since there is nothing between them. */
  private int[] numbers(Tensor map, RgbImage image) {
    boolean last = map.rank() == 4 && map.size(3) == 1;
    int height = map.size(last ? 1 : -2);
    int width = map.size(last ? 2 : -1);
    int[] numbers = new int[image.width() * image.height()];
    for (int y = 0; y < image.height(); y++) {
      int row = (int) ((y + 0.5) * height / image.height()) * width;
      for (int x = 0; x < image.width(); x++) {
        int column = (int) ((x + 0.5) * width / image.width());
        numbers[y * image.width() + x] = (int) map.integers()[row + column];
      }
    }
    return numbers;
  }
}
