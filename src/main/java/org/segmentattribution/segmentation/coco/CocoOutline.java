package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import org.segmentattribution.file.JsonWalker;

/**
 * Checks whether an annotation has an outline, without reading it: tools write empty and broken
 * ones beside good ones, and only those are left out.
 */
final class CocoOutline {
  /** Number of coordinates of a triangle. */
  static final int FEWEST = 6;

  private int whole;
  private int broken;
  private boolean flat;

  /** Checks a value of {@code segmentation}; returns null where it can be read. */
  String fault(JsonWalker json) throws IOException {
    if (json.isNull()) {
      return "it has no segmentation";
    }
    if (json.isObject()) {
      return runLengths(json);
    }
    if (!json.isList()) {
      json.skip();
      return null;
    }
    json.list("segmentation", list -> polygon(json));
    if (flat) {
      return "its polygon is not in a list of polygons: [x, y, …] must be [[x, y, …]]";
    }
    if (whole == 0) {
      return broken == 0
          ? "segmentation is an empty list"
          : "its polygons have fewer than 3 corners";
    }
    return null;
  }

  /** Returns how many polygons have fewer than three corners. */
  int broken() {
    return broken;
  }

  private void polygon(JsonWalker json) throws IOException {
    if (!json.isList()) {
      flat |= json.isNumber();
      whole++;
      json.skip();
      return;
    }
    int[] count = {0};
    json.list(
        "a polygon",
        list -> {
          count[0]++;
          json.skip();
        });
    // an odd number is damage, which is reported when the outline is read
    boolean few = count[0] < FEWEST && count[0] % 2 == 0;
    broken += few ? 1 : 0;
    whole += few ? 0 : 1;
  }

  private static String runLengths(JsonWalker json) throws IOException {
    boolean[] empty = {false};
    json.object(
        "segmentation",
        field -> {
          if (field.equals("counts") && json.isList()) {
            int[] count = {0};
            json.list(
                "counts",
                list -> {
                  count[0]++;
                  json.skip();
                });
            empty[0] = count[0] == 0;
          } else if (field.equals("counts") && json.isText()) {
            empty[0] = json.text("counts", Long.MAX_VALUE).isEmpty();
          } else {
            empty[0] |= field.equals("counts") && json.isNull();
            json.skip();
          }
        });
    return empty[0] ? "its run lengths are empty" : null;
  }
}
