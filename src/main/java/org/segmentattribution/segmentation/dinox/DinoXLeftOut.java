package org.segmentattribution.segmentation.dinox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.segmentattribution.api.SegmentNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the objects that are left out, and says once of each name that some had no mask. */
final class DinoXLeftOut {
  private static final Logger LOG = LoggerFactory.getLogger(DinoXLeftOut.class);

  private final ConcurrentMap<String, Integer> unmatched = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> withoutMask = new ConcurrentHashMap<>();

  /**
   * Adds the objects of one answer.
   *
   * @param categories of objects that mean none of the prompts
   * @param names of objects that came without a mask
   */
  void add(List<String> categories, List<String> names) {
    categories.forEach(category -> unmatched.merge(DinoXReply.line(category), 1, Integer::sum));
    for (String name : names) {
      if (withoutMask.merge(name, 1, Integer::sum) == 1) {
        LOG.warn(
            "DINO-X: an object '{}' came without a mask and is left out; others of this name are, too",
            DinoXReply.line(name));
      }
    }
  }

  /** Returns how many objects mean none of the prompts, by category. */
  Map<String, Integer> unmatched() {
    return sorted(unmatched);
  }

  /** Returns how many objects came without a mask, by name. */
  Map<String, Integer> withoutMask() {
    return sorted(withoutMask);
  }

  private static Map<String, Integer> sorted(Map<String, Integer> counts) {
    Map<String, Integer> sorted = new TreeMap<>(SegmentNames.BY_CODE_POINT);
    sorted.putAll(counts);
    return sorted;
  }
}
