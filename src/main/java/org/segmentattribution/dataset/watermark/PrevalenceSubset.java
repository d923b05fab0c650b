package org.segmentattribution.dataset.watermark;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.dataset.source.NamedSeed;

/** Selects a random share of images; with equal seeds, a smaller share is part of a larger one. */
public final class PrevalenceSubset {
  private PrevalenceSubset() {}

  /**
   * Returns the chosen ids: {@code percent} per cent, rounded to whole images.
   *
   * @param percent 0 to 100
   */
  public static Set<String> of(Collection<String> ids, double percent, long seed) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("a prevalence goes from 0 to 100 per cent: " + percent);
    }
    return ids.stream()
        .sorted(
            Comparator.comparingLong((String id) -> NamedSeed.of(seed, "prevalence", id))
                .thenComparing(Comparator.naturalOrder()))
        .limit(Math.round(percent * ids.size() / 100))
        .collect(Collectors.toSet());
  }
}
