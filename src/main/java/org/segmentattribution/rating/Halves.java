package org.segmentattribution.rating;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.effect.RegionSeed;

/**
 * Two halves of the images: on one a method is chosen, on the other its score is confirmed. All
 * explained classes of an image are in one half.
 *
 * @param seed which images are where
 */
public record Halves(long seed) {
  /** Returns some images by chance, which ones depends on their ids alone, not on their order. */
  public static List<String> drawn(List<String> ids, int count, long seed) {
    return ids.stream()
        .distinct()
        .sorted(
            Comparator.comparingLong((String id) -> RegionSeed.of(seed, id, "drawn"))
                .thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .toList();
  }

  /** Returns for each image whether it is in the half on which a method is chosen. */
  boolean[] chosenOn(List<ImageEffects> images) {
    List<String> ids = images.stream().map(ImageEffects::imageId).distinct().toList();
    Set<String> first = new HashSet<>(drawn(ids, (ids.size() + 1) / 2, seed));
    boolean[] in = new boolean[images.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = first.contains(images.get(i).imageId());
    }
    return in;
  }
}
