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
 * One graph that takes an image and gives one plane, [1, 1, h, w]: how much each pixel belongs to
 * the object in front (U²-Net, BiRefNet, matting). Everything else is the background.
 */
public final class Foreground implements OnnxModel {
  private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);
  private static final List<String> NAMES = List.of("foreground", "background");

  /** Name of the plane in a {@code segmenter.json}. */
  private static final String DECLARED = "foreground";

  private static final int SIDE = 320;
  private static final int PROBE = 256;

  private final OnnxGraph graph;
  private final FolderPicture picture;
  private String output;
  private boolean logits;

  /** Opens a graph. */
  public Foreground(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    picture = new FolderPicture(graph, folder, SIDE, ImageFeed.Normalisation.IMAGENET);
  }

  /**
   * Returns whether all outputs are planes. An exporter that leaves sizes open may not know that a
   * plane is one (U²-Net's smaller outputs), but then it knows it of another.
   */
  public static boolean fits(OnnxGraph graph) {
    List<OnnxGraph.Port> made = List.copyOf(graph.outputs().values());
    return made.stream().allMatch(p -> p.real() && p.rank() == 4 && p.shape()[1] <= 1)
        && made.stream().anyMatch(p -> p.shape()[1] == 1);
  }

  /**
   * Opens a graph whose signature does not say how many planes its output has; null if it has
   * several.
   */
  public static Foreground ofOnePlane(OnnxGraph graph, ModelFolder folder) {
    Foreground model = new Foreground(graph, folder);
    try {
      Tensor made = graph.run(model.picture.inputs(graph, disc())).values().iterator().next();
      return made.rank() == 4 && made.size(1) == 1 ? model : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public List<String> classes() {
    return NAMES;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    probe();
    Tensor plane = graph.run(picture.inputs(graph, image)).get(output);
    float[] values = plane.floats();
    if (!logits && outside(values)) {
      throw new IOException(
          graph.file()
              + ": '"
              + output
              + "' is not from 0 to 1 in this picture, but was in another");
    }
    PlaneResize resize =
        PlaneResize.of(plane.size(-1), plane.size(-2), image.width(), image.height());
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      double least = wanted.get(i).threshold();
      boolean front = wanted.get(i).classIndex() == 0;
      Mask inside = resize.above(values, 0, cut(front ? least : 1 - least));
      Mask all = Mask.of(image.width(), image.height(), (x, y) -> true);
      found.add(new Instance(i, score(values, front), front ? inside : all.minus(inside)));
    }
    return found;
  }

  private float cut(double share) {
    return logits ? Scores.logit(share) : (float) share;
  }

  private double score(float[] values, boolean front) {
    double most = front ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (float value : values) {
      most = front ? Math.max(most, value) : Math.min(most, value);
    }
    double share = logits ? Scores.sigmoid(most) : most;
    return front ? share : 1 - share;
  }

  /**
   * Finds out by one picture, always the same, what the graph's planes are, so that all pictures
   * are read alike. Nothing else says whether it ends with a sigmoid. The largest of several planes
   * is the final one (BiRefNet); of equal ones it is that with the lowest number in its name
   * (U²-Net's d0 to d6, or numbers of nodes).
   */
  private synchronized void probe() throws IOException {
    if (output != null) {
      return;
    }
    Map<String, Tensor> planes = graph.run(picture.inputs(graph, disc()));
    String last = graph.makes(DECLARED) ? DECLARED : largest(planes);
    float[] values = planes.get(last).floats();
    logits = outside(values);
    if (logits && !negative(values)) {
      throw new IOException(
          graph.file() + ": '" + last + "' is above 0 everywhere, as depth is: no foreground");
    }
    if (planes.size() > 1) {
      LOG.info("{}: of {} planes '{}' is the foreground", graph.file(), planes.size(), last);
    }
    output = last;
  }

  private static String largest(Map<String, Tensor> planes) {
    return Collections.min(
        planes.keySet(),
        Comparator.<String>comparingInt(name -> -planes.get(name).floats().length)
            .thenComparing(Foreground::number));
  }

  /** Returns the number at the end of an output's name; -1 if there is none. */
  private static long number(String name) {
    String digits = name.replaceFirst(".*?(\\d{0,9})$", "$1");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }

  private static boolean negative(float[] values) {
    for (float value : values) {
      if (value < 0) {
        return true;
      }
    }
    return false;
  }

  private static RgbImage disc() {
    RgbImage picture = RgbImage.black(PROBE, PROBE);
    for (int y = 0; y < PROBE; y++) {
      for (int x = 0; x < PROBE; x++) {
        boolean inside = Math.hypot(x - PROBE / 2.0, y - PROBE / 2.0) < PROBE / 4.0;
        for (int c = 0; c < 3; c++) {
          int value = inside ? 200 - 40 * c : (x + y) / 4 + 30 * c;
          picture.rgb()[(y * PROBE + x) * 3 + c] = (byte) value;
        }
      }
    }
    return picture;
  }

  private static boolean outside(float[] values) {
    for (float value : values) {
      if (!(value >= 0 && value <= 1)) {
        return true;
      }
    }
    return false;
  }
}
