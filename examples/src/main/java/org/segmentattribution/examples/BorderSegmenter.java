package org.segmentattribution.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.table.SegmentAggregate;
import org.segmentattribution.api.table.SegmentTables;

/**
 * A segmenter of one's own: the border of a picture and its centre. A model that looks at the
 * border may have learned a frame, a date or a logo.
 *
 * @param share of each side that belongs to the border, 0 to 0.5
 */
public record BorderSegmenter(double share) implements Segmenter {
  @Override
  public List<Detection> segment(String stem, RgbImage image) {
    int across = (int) (share * image.width());
    int down = (int) (share * image.height());
    Mask centre =
        Mask.of(
            image.width(),
            image.height(),
            (x, y) ->
                x >= across
                    && x < image.width() - across
                    && y >= down
                    && y < image.height() - down);
    Mask border = Mask.of(image.width(), image.height(), (x, y) -> !centre.contains(x, y));
    return List.of(new Detection("border", border, 1), new Detection("centre", centre, 1));
  }

  /** {@code BorderSegmenter MODEL.onnx IMAGES}. */
  public static void main(String[] args) throws IOException {
    try (SegmentExplainer explainer =
            SegmentExplainer.builder()
                .model(Path.of(args[0]))
                .segmenter(new BorderSegmenter(0.15))
                .padding(0)
                .build();
        Stream<ExplainedTables> tables =
            explainer.explain(SegmentExplainer.images(Path.of(args[1])))) {
      List<SegmentAggregate> aggregates =
          SegmentTables.aggregate(tables.flatMap(image -> image.rows().stream()).toList());
      for (SegmentAggregate a : aggregates) {
        System.out.printf(
            "%-8s %-8s mean rank %.2f in %d images%n",
            a.className(), a.segment(), a.relative().rank(), a.counts().images());
      }
    }
  }
}
