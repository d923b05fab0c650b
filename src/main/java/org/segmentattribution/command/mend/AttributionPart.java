package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.table.SatCsv;

/**
 * What part of the attribution lies on a segment, with what lies outside every segment counted in.
 * Where a table has one segment alone, its share among the segments says nothing, and this does.
 *
 * @param share mean over the images of a class that have it and anything else, 0 to 1; NaN where
 *     there are none
 * @param images number of these
 */
record AttributionPart(double share, int images) {
  /** The rows of an image. */
  private static final class Image {
    private double segment;
    private double all;
    private boolean has;
    private boolean others;
  }

  /** Reads the tables of a run's first method. */
  static AttributionPart of(Path run, String segment, String className) throws IOException {
    Map<String, Image> images = new LinkedHashMap<>();
    String[] method = {null};
    SatCsv.read(
        run.resolve("sat.csv"),
        row -> {
          method[0] = method[0] == null ? row.method() : method[0];
          if (!row.method().equals(method[0]) || !row.label().equals(className)) {
            return;
          }
          Image image = images.computeIfAbsent(row.imageId(), id -> new Image());
          double size = Math.abs(row.scores().totalAttribution());
          image.all += size;
          if (row.segment().equals(segment) && !row.isElsewhere()) {
            image.has = true;
            image.segment += size;
          } else {
            image.others = true;
          }
        });
    double sum = 0;
    int count = 0;
    for (Image image : images.values()) {
      if (image.has && image.others && image.all > 0) {
        sum += image.segment / image.all;
        count++;
      }
    }
    return new AttributionPart(count == 0 ? Double.NaN : sum / count, count);
  }
}
