package org.segmentattribution.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentExplainer;

/** One image to a table: which ninth of the picture does the model look at? */
public final class OneImage {
  private OneImage() {}

  /** {@code OneImage MODEL.onnx PICTURE}. */
  public static void main(String[] args) throws IOException {
    try (SegmentExplainer explainer =
        SegmentExplainer.builder()
            .model(Path.of(args[0]))
            .segmenter("grid:3x3")
            .method("lrp-z")
            .build()) {
      ExplainedTables tables = explainer.explain(Path.of(args[1]));
      System.out.printf("%s (%.0f %%)%n", tables.predicted(), 100 * tables.confidence());
      tables.rows().stream()
          .sorted(Comparator.comparingDouble(SegmentAttribution::rank))
          .forEach(row -> System.out.printf("%4.1f  %s%n", row.rank(), row.segment()));
    }
  }
}
