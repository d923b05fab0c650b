package org.segmentattribution.dataset.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.ImageRecord;

/** Gives images their ids: the path without extension, or with it where two would be equal. */
public final class UniqueIds {
  /** Orders by code point, which is the order of UTF-8's bytes. */
  private static final Comparator<ImageRecord> BY_PATH =
      Comparator.comparing(r -> r.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private UniqueIds() {}

  /** Returns the images in the order of their paths. */
  public static List<ImageRecord> of(List<ImageRecord> records) {
    Map<String, Integer> claims = new HashMap<>();
    for (ImageRecord record : records) {
      claims.merge(record.stem(), 1, Integer::sum);
      if (!record.stem().equals(record.path())) {
        claims.merge(record.path(), 1, Integer::sum); // "a.jpg.png" must not become "a.jpg"
      }
    }
    return ordered(records).stream()
        .map(r -> withId(r, claims.get(r.stem()) == 1 ? r.stem() : r.path()))
        .toList();
  }

  /** Returns the records in the order of their paths. */
  static List<ImageRecord> ordered(List<ImageRecord> records) {
    return records.stream().sorted(BY_PATH).toList();
  }

  private static ImageRecord withId(ImageRecord record, String id) {
    return new ImageRecord(id, record.path(), record.file(), record.label(), record.split());
  }
}
