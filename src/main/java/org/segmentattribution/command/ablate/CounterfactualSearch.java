package org.segmentattribution.command.ablate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.effect.RemovedRegion;
import org.segmentattribution.saliency.Logits;

/**
 * Finds segments whose removal changes the prediction of an image, by the best-first search SEDC
 * (Vermeire, Martens 2020, algorithm 1): of all single segments that change it, that which lowers
 * the predicted class most; if there is none, the set that lowers it most is joined with each other
 * segment, until a set changes the prediction. A set counts if it changes it under every fill; it
 * lowers the class by the mean over the fills of the logarithm of its probability.
 *
 * @param image the image and its regions
 * @param passes of as many pictures as there are fills
 * @param most segments in a set
 */
record CounterfactualSearch(ImageRemovals image, RemovalPasses passes, int most) {
  /** Name and version of the search, part of what chunks depend on. */
  static final String NAME = "sedc-1";

  /** So many sets are joined with others; then the image counts as one without a set. */
  private static final int EXPANSIONS = 10;

  /**
   * What was found.
   *
   * @param segments of the set; empty for none
   * @param alone all segments that change the prediction without others
   * @param passes number of pictures that were classified, the whole one among them
   */
  record Found(List<String> segments, List<String> alone, int passes) {
    private static Found of(List<Tried> flips, List<String> alone, int passes) {
      return new Found(
          flips.stream().min(LOWEST).map(Tried::names).orElse(List.of()), alone, passes);
    }
  }

  /** A set of regions, and what is left of the predicted class without them. */
  private record Tried(List<RemovedRegion> regions, boolean flips, double left) {
    List<String> names() {
      return regions.stream().map(RemovedRegion::segment).toList();
    }
  }

  private static final Comparator<Tried> LOWEST =
      Comparator.comparingDouble(Tried::left)
          .thenComparing(tried -> String.join("\n", tried.names()));

  /**
   * Searches.
   *
   * @param logits of the whole picture, then of each removal of the image
   */
  Found of(float[][] logits) {
    int predicted = Logits.argmax(logits[0]);
    List<Tried> open = new ArrayList<>();
    int pictures = 1;
    for (RemovedRegion region : image.regions()) {
      List<float[]> of = new ArrayList<>();
      for (int k = 0; k < image.removed().size(); k++) {
        ImageRemovals.Removed removed = image.removed().get(k);
        if (removed.region() == region && removed.placebo() == null) {
          of.add(logits[k + 1]);
        }
      }
      pictures += of.size();
      open.add(tried(List.of(region), of.toArray(float[][]::new), predicted));
    }
    List<Tried> flips = open.stream().filter(Tried::flips).toList();
    List<String> alone = flips.stream().flatMap(tried -> tried.names().stream()).toList();
    Set<Set<RemovedRegion>> known = new HashSet<>();
    for (int n = 0; flips.isEmpty() && n < EXPANSIONS; n++) {
      Tried best =
          open.stream().filter(tried -> tried.regions.size() < most).min(LOWEST).orElse(null);
      if (best == null) {
        break;
      }
      open.remove(best);
      List<Tried> joined = joined(best, known, predicted);
      pictures += joined.size() * passes.batch();
      flips = joined.stream().filter(Tried::flips).toList();
      open.addAll(joined);
    }
    return Found.of(flips, alone, pictures);
  }

  private List<Tried> joined(Tried best, Set<Set<RemovedRegion>> known, int predicted) {
    List<Tried> joined = new ArrayList<>();
    for (RemovedRegion other : image.regions()) {
      List<RemovedRegion> together = new ArrayList<>(best.regions);
      together.add(other);
      if (best.regions.contains(other) || !known.add(Set.copyOf(together))) {
        continue;
      }
      List<RemovalPasses.Picture> pictures = image.without(together);
      // nothing is left from which the whole frame could be filled
      if (!pictures.isEmpty()) {
        joined.add(tried(together, passes.logits(pictures), predicted));
      }
    }
    return joined;
  }

  private static Tried tried(List<RemovedRegion> regions, float[][] logits, int predicted) {
    boolean flips = Arrays.stream(logits).allMatch(of -> Logits.argmax(of) != predicted);
    double left =
        Arrays.stream(logits).mapToDouble(of -> logShare(of, predicted)).average().orElse(0);
    return new Tried(regions, flips, left);
  }

  /** Returns the logarithm of the softmax of a class. */
  private static double logShare(float[] logits, int of) {
    double largest = logits[Logits.argmax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return logits[of] - largest - Math.log(sum);
  }
}
