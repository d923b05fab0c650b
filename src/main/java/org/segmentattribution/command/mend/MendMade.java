package org.segmentattribution.command.mend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.svg.NumberText;

/** Says how a new classifier was made, and what to try where that was not enough. */
final class MendMade {
  private static final String REWEIGHT = "reweight";
  private static final String FEATURES = "features";
  private static final Set<String> OF_ANY_WAY =
      Set.of("segment", "suspects", "masks", "how", "seed", "model", "images", "run");

  /** Fewer pictures with a segment are few. */
  private static final int FEW = 20;

  private MendMade() {}

  static Sentence sentence(MendResult result) {
    MendRecord made = result.made();
    List<String> ways = ways(made);
    List<String> what = new ArrayList<>();
    if (ways.contains("fill")) {
      what.add("it was filled in half of the cases");
    }
    if (ways.contains("paste")) {
      what.add("it was pasted into half of the pictures of other classes");
    }
    if (ways.contains("rrr")) {
      what.add("gradients on it were made to cost");
    }
    if (ways.contains(REWEIGHT)) {
      what.add(
          "its network stays; a new layer was fitted to balanced groups, on "
              + (isOfAllLayers(made) ? "statistics of all layers" : "what its last layer reads"));
    }
    return new Phrases()
        .strong("Done: ")
        .plain(
            "a new classifier was made from it on "
                + NumberText.count(made.pictures())
                + " pictures, "
                + NumberText.count(made.having())
                + " of them with ")
        .the(result.segment())
        .plain(
            ": "
                + String.join(", and ", what)
                + (ways.contains(REWEIGHT) ? "" : ", for " + epochs(made) + " epochs")
                + ".")
        .sentence();
  }

  /** Says what to try; empty where nothing is needed. */
  static String next(MendResult result, Verdict verdict) {
    if (verdict == Verdict.YES) {
      return "";
    }
    MendRecord made = result.made();
    List<String> next = new ArrayList<>();
    if (ways(made).contains(REWEIGHT)) {
      next.add(
          isOfAllLayers(made)
              ? "train with fill and paste, which changes the network itself"
              : "reweight with the features of all layers, or train with fill and paste");
    } else {
      next.add(
          "train for more epochs than "
              + epochs(made)
              + " (from old weights it takes longer than from new ones), or reweight with the"
              + " features of all layers, which takes less time");
    }
    if (made.having() < FEW) {
      next.add("give more pictures with the segment: " + made.having() + " are few");
    }
    if (result.chosen().suspect() != null) {
      next.add(
          "draw masks of the whole thing: those of "
              + result.segment()
              + " cover what had attribution");
    }
    String keep = verdict == Verdict.NO ? "keep the old classifier. " : "";
    return keep + (keep.isEmpty() ? "" : "Then ") + String.join("; ", next) + ".";
  }

  private static List<String> ways(MendRecord made) {
    return List.of(made.asked().getOrDefault("how", "").split(","));
  }

  /** Returns whether the network itself was trained. */
  static boolean isTrained(MendRecord made) {
    return !ways(made).contains(REWEIGHT);
  }

  /** Returns what a call said, without flags that its way does not use. */
  static Map<String, String> used(MendRecord made) {
    Map<String, String> used = new LinkedHashMap<>(made.asked());
    used.keySet()
        .removeIf(name -> !OF_ANY_WAY.contains(name) && name.equals(FEATURES) == isTrained(made));
    return used;
  }

  private static boolean isOfAllLayers(MendRecord made) {
    return "all".equals(made.asked().get(FEATURES));
  }

  private static String epochs(MendRecord made) {
    return made.asked().getOrDefault("epochs", "?");
  }
}
