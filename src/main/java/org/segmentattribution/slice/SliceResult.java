package org.segmentattribution.slice;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A slice beside the rest of its class.
 *
 * @param slice what its images have in common
 * @param counts of images
 * @param accuracy share of the images whose label is predicted
 * @param confidence mean probability of the explained class
 * @param members its images
 */
public record SliceResult(
    SegmentSlice slice,
    Counts counts,
    BesideRest accuracy,
    BesideRest confidence,
    List<SlicedImage> members) {
  /**
   * The surely worse first, then others that are worse, then the better ones; in each by the
   * p-value. Of slices that hold each other, the one that tells the classes' errors apart best has
   * the smallest p, whatever its size.
   */
  public static final Comparator<SliceResult> WORST_FIRST =
      Comparator.comparing((SliceResult r) -> !r.isWorse())
          .thenComparing(r -> r.lead().difference() >= 0)
          .thenComparing(r -> r.lead().pValue())
          .thenComparing(r -> r.slice().className())
          .thenComparing(r -> r.slice().segment())
          .thenComparing(r -> r.slice().kind());

  /** Copies the list. */
  public SliceResult {
    members = List.copyOf(members);
  }

  /**
   * Numbers of images.
   *
   * @param images in the slice
   * @param right of them, those whose label is predicted; -1 where it is unknown
   * @param rest in the rest of the class
   * @param rightRest of those, likewise
   */
  public record Counts(int images, int right, int rest, int rightRest) {}

  /** Returns what counts: the accuracy, or, where it is unknown, the confidence. */
  public BesideRest lead() {
    return accuracy.isKnown() ? accuracy : confidence;
  }

  /** Returns whether the slice is worse than the rest, which is no chance. */
  public boolean isWorse() {
    return lead().isWorse();
  }

  /** Returns the part of two slices' images that is in both, 0 to 1 (Jaccard). */
  public double overlap(SliceResult other) {
    Set<SlicedImage> others = Collections.newSetFromMap(new IdentityHashMap<>());
    others.addAll(other.members);
    long both = members.stream().filter(others::contains).count();
    return (double) both / (members.size() + other.members.size() - both);
  }
}
