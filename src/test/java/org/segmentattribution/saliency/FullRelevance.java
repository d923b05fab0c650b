package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;

/** What relevance does on a network at full size, in lines of fields between tabs. */
final class FullRelevance {
  /** Methods that keep the sum, with constant weights of attention. */
  private static final List<String> CONSERVING =
      List.of("cp-lrp", "lrp-epsilon", "lrp-gamma", "epsilon-plus");

  private FullRelevance() {}

  /**
   * Returns a line for the method that {@code auto} is, and one for each relevance method:
   * "method", name, then "runs" (a map of one image is finite and not all 0), "open" (has a rule
   * for every layer) or what it says. A method that keeps the sum has a line "conservation", name,
   * the relevance at the start, on the input, biases, normalisations and positions, and what is
   * missing, too.
   *
   * @param all whether to run every method, not only those that most people take
   */
  static List<String> lines(LoadedClassifier classifier, float[] inputs, int images, boolean all) {
    float[] first = Arrays.copyOf(inputs, inputs.length / images);
    String auto = AutomaticMethod.of(classifier).name();
    Set<String> run = new LinkedHashSet<>(List.of("attn-lrp", auto));
    List<String> lines = new ArrayList<>(List.of("auto\t" + auto));
    for (String method : RelevanceCheck.methods()) {
      String why = "";
      boolean sums = CONSERVING.contains(method);
      if (run.contains(method) || (all && !sums)) {
        why = RelevanceCheck.why(classifier, method, first);
      } else {
        why = refusal(classifier, method);
      }
      if (sums && why.isEmpty()) {
        Conservation parts = conservation(classifier, method, first);
        boolean fine = Float.isFinite(parts.input()) && parts.input() != 0;
        why = fine ? "" : "sums to " + parts.input();
        lines.add("conservation\t" + method + "\t" + numbers(parts));
      }
      boolean ran = all || sums || run.contains(method);
      lines.add("method\t" + method + "\t" + (why.isEmpty() ? ran ? "runs" : "open" : why));
    }
    return lines;
  }

  private static String refusal(LoadedClassifier classifier, String method) {
    try {
      new Explainer(classifier, List.of(SaliencyMethods.named(method)), ChannelReduction.SUM);
      return "";
    } catch (WrongInput e) {
      return e.getMessage();
    }
  }

  private static Conservation conservation(
      LoadedClassifier classifier, String method, float[] image) {
    List<String> parameters = method.equals("cp-lrp") ? List.of() : List.of("attention=cp");
    List<NamedMethod> methods =
        SaliencyMethods.select(List.of(method), parameters, 1, ChannelReduction.SUM);
    return new Explainer(classifier, methods, ChannelReduction.SUM)
        .conservation(image, 1, new int[] {Explainer.PREDICTED})
        .get(0);
  }

  private static String numbers(Conservation parts) {
    return String.format(
        Locale.ROOT,
        "%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g",
        parts.start(),
        parts.input(),
        parts.biases(),
        parts.normalisations(),
        parts.positions(),
        parts.missing());
  }
}
