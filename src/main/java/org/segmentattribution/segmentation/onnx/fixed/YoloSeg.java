package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Ultralytics' segment head: gives boxes with class scores and coefficients of mask prototypes. Raw
 * heads give [1, 4 + C + M, A] and need non-maximum suppression; end-to-end heads give [1, A, 6 +
 * M].
 */
public final class YoloSeg implements OnnxModel {
  private static final int SIDE = 640;
  private static final int STRIDE = 32;
  private static final Pattern NUMBER = Pattern.compile("\\d{2,5}");

  private final OnnxGraph graph;
  private final ImageFeed feed;
  private final List<String> classes;
  private final int stride;

  public YoloSeg(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    classes = ClassLabels.of(graph, folder, names);
    int[] sides = sides(graph.metadata().getOrDefault("imgsz", ""));
    ImageFeed any =
        ImageFeed.of(
            graph, graph.onlyImage(), -1, ImageFeed.Normalisation.UNIT, folder.declaredFeed());
    boolean free = any.height() < 0 && any.width() < 0;
    String step = graph.metadata().getOrDefault("stride", "");
    stride = !free ? 0 : step.matches("[1-9]\\d{0,3}") ? Integer.parseInt(step) : STRIDE;
    feed =
        new ImageFeed(
            any.input(),
            any.rank(),
            any.channelsLast(),
            any.width() < 0 ? sides[1] : any.width(),
            any.height() < 0 ? sides[0] : any.height(),
            any.values());
  }

  /** Returns height and width of the exporter's {@code [h, w]} or {@code side}. */
  private static int[] sides(String text) {
    List<Integer> found =
        NUMBER.matcher(text).results().map(m -> Integer.parseInt(m.group())).toList();
    return found.isEmpty()
        ? new int[] {SIDE, SIDE}
        : new int[] {found.get(0), found.get(found.size() - 1)};
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public double threshold() {
    return 0.25;
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Letterbox letterbox =
        Letterbox.of(image.width(), image.height(), feed.width(), feed.height(), stride);
    Map<String, Tensor> outputs =
        graph.run(Map.of(feed.input(), feed.tensor(letterbox.draw(image))));
    List<Tensor> made = List.copyOf(outputs.values());
    Tensor prototypes = made.get(0).rank() == 4 ? made.get(0) : made.get(1);
    Tensor heads = made.get(0).rank() == 4 ? made.get(1) : made.get(0);
    double least = wanted.stream().mapToDouble(WantedSegment::threshold).min().orElse(1);
    List<YoloBoxes.Candidate> all = candidates(heads, prototypes.size(1), least);
    YoloMasks masks = new YoloMasks(prototypes, image);
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (YoloBoxes.Candidate candidate : all) {
        double score = candidate.box().score();
        if (candidate.classIndex() == wanted.get(i).classIndex()
            && score > wanted.get(i).threshold()) {
          Box box = letterbox.onPicture(candidate.box(), image);
          found.add(new Instance(i, score, masks.of(candidate.coefficients(), box)));
        }
      }
    }
    return found;
  }

  private List<YoloBoxes.Candidate> candidates(Tensor heads, int prototypes, double least)
      throws IOException {
    boolean rows = heads.size(2) == 6 + prototypes;
    boolean columns = heads.size(1) == 4 + classes.size() + prototypes;
    if (rows && (suppressed() || !columns)) {
      return YoloBoxes.ready(heads, prototypes, least);
    }
    if (columns) {
      return YoloBoxes.suppressed(YoloBoxes.raw(heads, classes.size(), prototypes, least));
    }
    throw new IOException(
        "%s: makes %dx%d values a box, which do not fit %d names and %d prototypes"
            .formatted(graph.file(), heads.size(1), heads.size(2), classes.size(), prototypes));
  }

  /** Returns whether the exporter says that no box of the graph's covers another. */
  private boolean suppressed() {
    return graph.metadata().getOrDefault("end2end", "").equals("True")
        || graph.metadata().getOrDefault("args", "").contains("'nms': True");
  }
}
