package org.segmentattribution.segmentation.onnx.fixed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Ultralytics' segment head: gives boxes with class scores and coefficients of mask prototypes. Raw
 * heads give [1, 4 + C + M, A] and need non-maximum suppression; end-to-end heads give [1, A, 6 +
 * M].
 */
public final class YoloSeg implements OnnxModel {
  private static final int SIDE = 640;
  private static final int MOST = 300;
  private static final double OVERLAP = 0.7;
  private static final int GREY = 114;

  private final OnnxGraph graph;
  private final ImageFeed feed;
  private final List<String> classes;

  /** A box in pixels of the letterbox with the coefficients of its mask. */
  private record Candidate(int classIndex, Box box, float[] coefficients) {}

  /** The place of the picture inside the square, in the square's pixels. */
  private record Letterbox(int width, int height, int left, int top) {}

  public YoloSeg(OnnxGraph graph, ModelFolder folder, String names) {
    this.graph = graph;
    classes = ClassLabels.of(graph, folder, names);
    String size = graph.metadata().getOrDefault("imgsz", "").replaceAll("[^0-9].*|^\\D+", "");
    feed =
        ImageFeed.of(
            graph,
            graph.onlyImage(),
            size.matches("\\d{2,5}") ? Integer.parseInt(size) : SIDE,
            ImageFeed.Normalisation.UNIT,
            folder.declaredFeed());
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
    Letterbox letterbox = letterbox(image);
    Map<String, Tensor> outputs =
        graph.run(Map.of(feed.input(), feed.tensor(boxed(image, letterbox))));
    List<Tensor> made = List.copyOf(outputs.values());
    Tensor prototypes = made.get(0).rank() == 4 ? made.get(0) : made.get(1);
    Tensor heads = made.get(0).rank() == 4 ? made.get(1) : made.get(0);
    double least = wanted.stream().mapToDouble(WantedSegment::threshold).min().orElse(1);
    List<Candidate> all = candidates(heads, prototypes.size(1), least);
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (Candidate candidate : all) {
        if (candidate.classIndex == wanted.get(i).classIndex()
            && candidate.box.score() > wanted.get(i).threshold()) {
          Mask mask = mask(candidate, prototypes, letterbox, image);
          found.add(new Instance(i, candidate.box.score(), mask));
        }
      }
    }
    return found;
  }

  private Letterbox letterbox(RgbImage image) {
    double ratio =
        Math.min((double) feed.height() / image.height(), (double) feed.width() / image.width());
    int width = Math.max(1, (int) Math.round(image.width() * ratio));
    int height = Math.max(1, (int) Math.round(image.height() * ratio));
    // rounds as the exporter does, which puts an odd pixel at the right and bottom
    int left = (int) Math.round((feed.width() - width) / 2.0 - 0.1);
    int top = (int) Math.round((feed.height() - height) / 2.0 - 0.1);
    return new Letterbox(width, height, left, top);
  }

  private RgbImage boxed(RgbImage image, Letterbox at) {
    RgbImage small = PlaneResize.picture(image, at.width, at.height);
    RgbImage square = RgbImage.black(feed.width(), feed.height());
    Arrays.fill(square.rgb(), (byte) GREY);
    for (int y = 0; y < at.height; y++) {
      int to = ((y + at.top) * feed.width() + at.left) * 3;
      System.arraycopy(small.rgb(), y * at.width * 3, square.rgb(), to, at.width * 3);
    }
    return square;
  }

  private List<Candidate> candidates(Tensor heads, int prototypes, double least)
      throws IOException {
    if (heads.size(1) == 4 + classes.size() + prototypes) {
      return suppressed(raw(heads, prototypes, least));
    }
    if (heads.size(2) == 6 + prototypes) {
      return ready(heads, prototypes, least);
    }
    throw new IOException(
        "%s: makes %dx%d values a box, which do not fit %d names and %d prototypes"
            .formatted(graph.file(), heads.size(1), heads.size(2), classes.size(), prototypes));
  }

  /** Reads columns of centre, size, scores and coefficients. */
  private List<Candidate> raw(Tensor heads, int prototypes, double least) {
    int count = heads.size(2);
    float[] v = heads.floats();
    List<Candidate> candidates = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      int best = 0;
      for (int c = 1; c < classes.size(); c++) {
        best = v[(4 + c) * count + a] > v[(4 + best) * count + a] ? c : best;
      }
      double score = v[(4 + best) * count + a];
      if (score > least) {
        float[] coefficients = new float[prototypes];
        for (int m = 0; m < prototypes; m++) {
          coefficients[m] = v[(4 + classes.size() + m) * count + a];
        }
        Box box = Box.centred(0, score, v[a], v[count + a], v[2 * count + a], v[3 * count + a]);
        candidates.add(new Candidate(best, box, coefficients));
      }
    }
    return candidates;
  }

  /** Reads rows of corners, score, class and coefficients. */
  private static List<Candidate> ready(Tensor heads, int prototypes, double least) {
    int width = 6 + prototypes;
    float[] v = heads.floats();
    List<Candidate> candidates = new ArrayList<>();
    for (int from = 0; from < v.length; from += width) {
      if (v[from + 4] > least) {
        Box box = new Box(0, v[from + 4], v[from], v[from + 1], v[from + 2], v[from + 3]);
        float[] coefficients = Arrays.copyOfRange(v, from + 6, from + width);
        candidates.add(new Candidate(Math.round(v[from + 5]), box, coefficients));
      }
    }
    return candidates;
  }

  /** Applies greedy non-maximum suppression within each class. */
  private static List<Candidate> suppressed(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble((Candidate c) -> c.box.score()).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : sorted) {
      boolean fresh =
          kept.stream()
              .noneMatch(
                  better ->
                      better.classIndex == candidate.classIndex
                          && better.box.overlap(candidate.box) > OVERLAP);
      if (fresh && kept.size() < MOST) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private Mask mask(Candidate candidate, Tensor prototypes, Letterbox at, RgbImage image) {
    int height = prototypes.size(2);
    int width = prototypes.size(3);
    float[] plane = new float[width * height];
    for (int m = 0; m < candidate.coefficients.length; m++) {
      float coefficient = candidate.coefficients[m];
      for (int i = 0; i < plane.length; i++) {
        plane[i] += coefficient * prototypes.floats()[m * plane.length + i];
      }
    }
    double across = (double) width / feed.width();
    double down = (double) height / feed.height();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside =
            x >= candidate.box.left() * across
                && x < candidate.box.right() * across
                && y >= candidate.box.top() * down
                && y < candidate.box.bottom() * down;
        if (!inside) {
          plane[y * width + x] = 0;
        }
      }
    }
    float[] square = PlaneResize.of(width, height, feed.width(), feed.height()).plane(plane, 0);
    double[] part = {at.left, at.top, at.width, at.height};
    return PlaneResize.ofPart(feed.width(), feed.height(), part, image.width(), image.height())
        .above(square, 0, 0);
  }
}
