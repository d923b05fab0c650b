package org.segmentattribution.command.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.command.train.group.PictureGroups;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.FeatureSource;

/**
 * Says what a new last layer does in each group, and when it cannot help.
 *
 * @param groups of training pictures
 * @param found the layer
 * @param source of the features
 */
record ReweightingWords(PictureGroups groups, BalancedFit.Found found, FeatureSource source) {
  /** A worst group so far below pictures as they are is said to stay bad. */
  private static final double BELOW = 0.1;

  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int[] counts = groups.rows().counts();
    lines.add(
        "accuracy on pictures that were held out to choose the strength ("
            + found.penalty()
            + "), without and with balanced groups:");
    int worst = -1;
    for (int g = 0; g < groups.names().size(); g++) {
      boolean empty = g >= counts.length || counts[g] == 0;
      double after = empty ? Double.NaN : found.heldOut()[g];
      lines.add(
          "  "
              + groups.names().get(g)
              + ": "
              + (empty
                  ? "no picture"
                  : Double.isNaN(after)
                      ? counts[g] + " in training, none held out"
                      : percent(found.before()[g]) + " → " + percent(after)));
      if (!Double.isNaN(after) && (worst < 0 || after < found.heldOut()[worst])) {
        worst = g;
      }
    }
    if (worst >= 0 && found.worst() < found.natural() - BELOW) {
      lines.add(cannot(worst));
    }
    return lines;
  }

  private String cannot(int worst) {
    String name = groups.names().get(worst);
    if (groups.byGiveAway()) {
      return "the worst group ("
          + name
          + ") stays at "
          + percent(found.worst())
          + ", against "
          + percent(found.natural())
          + " of the pictures as they are; more pictures of such groups would help";
    }
    String features =
        source == FeatureSource.LAST ? "the last layer's features" : "these statistics";
    String advice =
        source == FeatureSource.LAST
            ? "take the statistics of all layers (features all), or train with fill and paste"
            : "train with fill and paste";
    return "reweighting cannot repair this classifier: "
        + features
        + " tell the classes apart in "
        + percent(found.worst())
        + " of the worst group ("
        + name
        + "), against "
        + percent(found.natural())
        + " of the pictures as they are; "
        + advice;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
