package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores of SAM 3's queries, 0 to 1. Some detectors give logits and, apart from them, whether the
 * thing is there at all ("presence"); others have done the rest themselves.
 */
final class Sam3Scores {
  private static final Logger LOG = LoggerFactory.getLogger(Sam3Scores.class);

  private Sam3Scores() {}

  /** Warns of a detector whose scores cannot say that the thing is not there at all. */
  static void check(OnnxGraph detector) {
    boolean presence =
        detector.outputs().entrySet().stream()
            .anyMatch(each -> each.getKey().contains("presence") || single(each.getValue()));
    if (!presence && detector.makes("pred_logits")) {
      LOG.warn(
          "{}: has no output that says whether a thing is there at all (presence): a text that is"
              + " not in a picture may be found, unless it is part of 'pred_logits'",
          detector.file());
    }
  }

  private static boolean single(OnnxGraph.Port port) {
    for (long size : port.shape()) {
      if (size > 1) {
        return false;
      }
    }
    return port.real() && port.rank() <= 3;
  }

  /**
   * Reads the scores.
   *
   * @param masks name of the output that has the masks
   * @param kinds what the values of this model are, as far as it is known
   * @throws IOException in one line that names the file, where there are none or where they can be
   *     read in two ways
   */
  static float[] of(Map<String, Tensor> made, String masks, int queries, Sam3Values kinds)
      throws IOException {
    String name = name(kinds.file(), made, masks, queries);
    float[] values = made.get(name).reals();
    if (values.length == 0) {
      return values;
    }
    String presence = presence(made, name, kinds);
    boolean said = kinds.says("presence_logits") || kinds.says("presence_scores");
    if (presence != null && !said && kinds.mayBeDone(name, values)) {
      throw new IOException(
          ("%s: its scores '%s' are 0 to 1, and '%s' may have to be multiplied with them; a %s"
                  + " beside it says which outputs count, such as \"outputs\": {\"scores\": \"%2$s\"},"
                  + " with \"presence_scores\": \"%3$s\" (\"presence_logits\", if it is no value of 0 to"
                  + " 1) where it counts, too")
              .formatted(kinds.file(), name, presence, ModelFolder.DECLARATION));
    }
    boolean logits = kinds.logitsOfScores(name, values);
    // exports without this output have it in their logits, or nowhere
    double there = presence == null ? 1 : there(presence, made.get(presence));
    float[] scores = new float[values.length];
    for (int q = 0; q < scores.length; q++) {
      scores[q] = (float) ((logits ? Scores.sigmoid(values[q]) : values[q]) * there);
    }
    return scores;
  }

  /** Returns the output that has a value for each query. */
  private static String name(Path file, Map<String, Tensor> made, String masks, int queries)
      throws IOException {
    for (String usual : List.of("scores", "pred_logits", "logits", "pred_scores")) {
      if (made.containsKey(usual)) {
        return usual;
      }
    }
    List<String> fitting = new ArrayList<>();
    made.forEach(
        (name, value) -> {
          boolean apart = value.floats() != null && value.rank() <= 3 && !name.equals(masks);
          if (apart && value.floats().length == queries) {
            fitting.add(name);
          }
        });
    if (fitting.isEmpty()) {
      throw new IOException(file + ": makes no scores of its " + queries + " masks");
    }
    if (fitting.size() > 1) {
      throw new IOException(
          "%s: its outputs %s may all be scores; a %s beside it says \"outputs\": {\"scores\": \"%s\"}"
              .formatted(file, fitting, ModelFolder.DECLARATION, fitting.get(0)));
    }
    return fitting.get(0);
  }

  /** Returns the output that says whether the thing is there at all; null if there is none. */
  private static String presence(Map<String, Tensor> made, String scores, Sam3Values kinds) {
    if (kinds.says("presence_scores")) {
      return "presence_scores";
    }
    if (kinds.says("scores") || made.containsKey("presence_logits")) {
      return made.containsKey("presence_logits") ? "presence_logits" : null;
    }
    Stream<String> known = made.keySet().stream().filter(name -> name.contains("presence"));
    return known
        .findFirst()
        .or(
            () ->
                made.entrySet().stream()
                    .filter(each -> !each.getKey().equals(scores))
                    .filter(each -> one(each.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst())
        .orElse(null);
  }

  private static boolean one(Tensor value) {
    return value.floats() != null && value.rank() <= 3 && value.floats().length == 1;
  }

  private static double there(String name, Tensor value) {
    float given = value.reals()[0];
    boolean chance = name.contains("score") || name.contains("prob");
    return chance ? given : Scores.sigmoid(given);
  }
}
