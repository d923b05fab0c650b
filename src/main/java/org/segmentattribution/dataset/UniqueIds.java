package org.segmentattribution.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives images their ids: the path without extension, or with it where two would be the same. */
final class UniqueIds {
  private UniqueIds() {}

  static List<ImageRecord> of(List<ImageRecord> records) {
    Map<String, Integer> uses = new HashMap<>();
    records.forEach(r -> uses.merge(r.stem(), 1, Integer::sum));
    return records.stream()
        .map(
            r ->
                new ImageRecord(
                    uses.get(r.stem()) == 1 ? r.stem() : r.path(),
                    r.path(),
                    r.file(),
                    r.label(),
                    r.split()))
        .toList();
  }
}
