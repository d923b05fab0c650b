package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.segmentattribution.model.LoadedClassifier;

/**
 * Which relevance methods run on a classifier.
 *
 * @param run number of methods whose map holds numbers that are not all 0
 * @param refused other methods by what they say
 */
record RelevanceCheck(int run, Map<String, List<String>> refused) {
  /** Runs every relevance method on the first of so many images. */
  static RelevanceCheck run(LoadedClassifier classifier, float[] inputs, int images) {
    float[] first = Arrays.copyOf(inputs, inputs.length / images);
    Map<String, List<String>> refused = new TreeMap<>();
    int run = 0;
    for (String method : methods()) {
      String why = why(classifier, method, first);
      if (why.isEmpty()) {
        run++;
      } else {
        refused.computeIfAbsent(why, w -> new ArrayList<>()).add(method);
      }
    }
    return new RelevanceCheck(run, refused);
  }

  /** Names of all relevance methods. */
  static List<String> methods() {
    return SaliencyMethods.names().stream()
        .filter(name -> name.matches("(lrp|attn|cp|deep|epsilon|sequential|attention).*"))
        .toList();
  }

  /** Why a method has no map of an image: what it says; empty where it has one. */
  static String why(LoadedClassifier classifier, String method, float[] image) {
    try {
      List<NamedMethod> methods = List.of(SaliencyMethods.named(method));
      Explainer explainer = new Explainer(classifier, methods, ChannelReduction.SUM);
      float[] map = explainer.explain(image, 1, new int[] {-1}).maps().get(method)[0];
      if (!IntStream.range(0, map.length).allMatch(i -> Float.isFinite(map[i]))) {
        return "gives values that are no numbers";
      }
      return IntStream.range(0, map.length).allMatch(i -> map[i] == 0) ? "gives zeros" : "";
    } catch (IllegalArgumentException e) {
      return e.getMessage().replaceFirst(".* is not defined for ", "");
    }
  }

  @Override
  public String toString() {
    return run + " run" + (refused.isEmpty() ? "" : "; " + refused);
  }
}
