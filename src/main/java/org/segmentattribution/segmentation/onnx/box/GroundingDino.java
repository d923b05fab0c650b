package org.segmentattribution.segmentation.onnx.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.FolderPicture;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * Grounding DINO (Liu et al. 2023): finds boxes for the phrases of a caption. Many exports of the
 * hub keep the number of separators of the caption that they were traced with: they fail with fewer
 * and are wrong with more. The first image shows it, and such a graph is asked for as many phrases
 * at a time as it knows separators.
 */
public final class GroundingDino implements BoxModel {
  private static final int SIDE = 800;
  private static final int LONGEST = 1333;

  /** Largest difference of sorted logits, in their deviations, that is rounding. */
  private static final double ROUNDING = 0.05;

  private static final int UNKNOWN = -1;

  /** The graph takes captions of any number of phrases. */
  private static final int ANY = 0;

  /** Most phrases of a caption that a graph is thought to be traced with. */
  private static final int MOST_STOPS = 32;

  private final OnnxGraph graph;
  private final Captions captions;
  private final FolderPicture picture;
  private final boolean original;

  /** Separators that the graph needs in every caption. */
  private volatile int stops = UNKNOWN;

  /** What one pass gives: logits of each phrase for each query, and the queries' boxes. */
  private record Answer(float[][] logits, float[] boxes) {}

  public GroundingDino(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    captions = new Captions(graph, folder.tokenizer());
    original = graph.takes("text_token_mask");
    JsonNode config = folder.json("preprocessor_config.json");
    picture =
        new FolderPicture(
            graph,
            folder,
            config instanceof ObjectNode object ? alone(object) : standard(),
            SIDE,
            ImageFeed.Normalisation.IMAGENET);
  }

  /** One picture is padded to its own size, which changes nothing. */
  private static JsonNode alone(ObjectNode config) {
    ObjectNode copy = config.deepCopy();
    if (config.path("pad_size").isNull() || config.path("pad_size").isMissingNode()) {
      copy.remove("do_pad");
    }
    return copy;
  }

  private static JsonNode standard() {
    ObjectMapper mapper = new ObjectMapper();
    return mapper
        .createObjectNode()
        .set(
            "size",
            mapper.createObjectNode().put("shortest_edge", SIDE).put("longest_edge", LONGEST));
  }

  @Override
  public double threshold() {
    return 0.3;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    captions.of(wanted, 0);
  }

  @Override
  public List<Box> boxes(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Map<String, Tensor> pixels = picture.inputs(graph, image);
    if (stops == UNKNOWN) {
      Answer all = all(pixels, wanted);
      if (all != null) {
        return boxes(all, wanted, image);
      }
      stops = least(pixels, wanted);
    }
    List<Box> found = new ArrayList<>();
    int from = 0;
    while (from < wanted.size()) {
      int to = stops == ANY ? wanted.size() : from + fitting(wanted, from);
      List<WantedSegment> some = wanted.subList(from, to);
      for (Box box : boxes(ask(pixels, some, stops), some, image)) {
        found.add(box.of(from + box.wanted()));
      }
      from = to;
    }
    return found;
  }

  /** Returns how many of the next phrases fit into one caption, at least one. */
  private int fitting(List<WantedSegment> wanted, int from) {
    int count = 0;
    int left = stops;
    while (from + count < wanted.size() && captions.stops(wanted.get(from + count)) <= left) {
      left -= captions.stops(wanted.get(from + count));
      count++;
    }
    if (count == 0) {
      throw new WrongInput(
          "'%s' has %d separators with the full stop behind it, but %s was exported for %d; leave out '?'"
              .formatted(
                  wanted.get(from).text(), captions.stops(wanted.get(from)), graph.file(), stops));
    }
    return count;
  }

  /** Asks for all phrases at once; returns null where the graph is wrong with them. */
  private Answer all(Map<String, Tensor> pixels, List<WantedSegment> wanted) throws IOException {
    if (original) {
      stops = ANY;
      return ask(pixels, wanted, ANY);
    }
    try {
      Answer all = ask(pixels, wanted, ANY);
      if (wanted.size() > 1 && !agree(all, pixels, wanted)) {
        return null;
      }
      stops = ANY;
      return all;
    } catch (IOException e) {
      // a graph traced with another number of phrases may look for separators that are not there
      return null;
    }
  }

  /** Returns the least number of separators with which the graph does not fail. */
  private int least(Map<String, Tensor> pixels, List<WantedSegment> wanted) throws IOException {
    WantedSegment phrase =
        wanted.stream().min(Comparator.comparingInt(captions::stops)).orElseThrow();
    IOException refused = null;
    for (int least = captions.stops(phrase); least <= MOST_STOPS; least++) {
      try {
        ask(pixels, List.of(phrase), least);
        return least;
      } catch (IOException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw refused;
  }

  /** Phrases do not see one another as text, so their order must not matter. */
  private boolean agree(Answer all, Map<String, Tensor> pixels, List<WantedSegment> wanted)
      throws IOException {
    List<WantedSegment> turned = new ArrayList<>(wanted);
    Collections.reverse(turned);
    float[][] others = ask(pixels, turned, ANY).logits;
    for (int i = 0; i < others.length; i++) {
      if (!same(all.logits[i], others[others.length - 1 - i])) {
        return false;
      }
    }
    return true;
  }

  /** Compares sorted logits: queries whose order rounding changes are the same queries. */
  private static boolean same(float[] one, float[] other) {
    float[] a = one.clone();
    float[] b = other.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double sum = 0;
    double squares = 0;
    double apart = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i];
      squares += (double) a[i] * a[i];
      apart += Math.pow(a[i] - b[i], 2);
    }
    double spread = squares - sum * sum / a.length;
    return apart <= ROUNDING * ROUNDING * spread + 1e-8 * squares;
  }

  private List<Box> boxes(Answer answer, List<WantedSegment> wanted, RgbImage image) {
    return new QueryBoxes(answer.boxes.length / 4, answer.boxes)
        .best(
            (query, text) -> Scores.sigmoid(answer.logits[text][query]),
            wanted,
            image.width(),
            image.height());
  }

  private Answer ask(Map<String, Tensor> pixels, List<WantedSegment> wanted, int least)
      throws IOException {
    Captions.Caption caption = captions.of(wanted, least);
    Map<String, Tensor> inputs = new HashMap<>(caption.inputs());
    inputs.putAll(pixels);
    Map<String, Tensor> made = graph.run(inputs);
    Tensor logits = made.get("logits");
    float[][] best = new float[wanted.size()][logits.size(1)];
    for (int i = 0; i < best.length; i++) {
      for (int q = 0; q < best[i].length; q++) {
        best[i][q] = most(logits, q, caption.tokens().get(i));
      }
    }
    return new Answer(best, made.get(original ? "boxes" : "pred_boxes").floats());
  }

  private static float most(Tensor logits, int query, int[] tokens) {
    float most = Float.NEGATIVE_INFINITY;
    for (int token : tokens) {
      if (token < logits.size(2)) {
        most = Math.max(most, logits.floats()[query * logits.size(2) + token]);
      }
    }
    return most;
  }
}
