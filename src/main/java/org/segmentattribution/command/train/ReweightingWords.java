package org.segmentattribution.command.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.model.reweight.FeatureSource;

/**
 * Says what a new last layer does in each group, and when it cannot help.
 *
 * @param layer the layer
 */
record ReweightingWords(Reweighted layer) {
  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int[] counts = layer.groups().rows().counts();
    lines.add(
        "accuracy on pictures that a layer was not fitted to, by cross-validation, without balanced"
            + " groups (strength "
            + layer.found().plain().penalty()
            + ") and with them ("
            + layer.found().balanced().penalty()
            + "):");
    for (int g = 0; g < layer.groups().names().size(); g++) {
      boolean empty = g >= counts.length || counts[g] == 0;
      double after = empty ? Double.NaN : layer.found().balanced().heldOut()[g];
      lines.add(
          "  "
              + layer.groups().names().get(g)
              + ": "
              + (empty
                  ? "no picture"
                  : Double.isNaN(after)
                      ? counts[g] + " in training, none held out"
                      : percent(layer.found().plain().heldOut()[g]) + " → " + percent(after)));
    }
    if (!layer.repaired()) {
      lines.add(cannot(layer.groups().names().get(layer.worst())));
    }
    if (layer.test() != null) {
      lines.add(layer.test().line());
    }
    return lines;
  }

  private String cannot(String worst) {
    String low = percent(layer.found().worst());
    String usual = percent(layer.found().natural()) + " of the pictures as they are; ";
    if (layer.groups().byGiveAway()) {
      return "the worst group ("
          + worst
          + ") stays at "
          + low
          + ", against "
          + usual
          + "more pictures of such groups would help";
    }
    boolean last = layer.source() == FeatureSource.LAST;
    return "reweighting cannot repair this classifier: "
        + (last ? "the last layer's features" : "these statistics")
        + " tell the classes apart in "
        + low
        + " of the worst group ("
        + worst
        + "), against "
        + usual
        + (last
            ? "take the statistics of all layers (features all), or train with fill and paste"
            : "train with fill and paste")
        + "; the model is written all the same";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
