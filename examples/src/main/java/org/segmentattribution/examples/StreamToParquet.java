package org.segmentattribution.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.api.table.SegmentTables;

/**
 * A stream of images to Parquet, for pandas, DuckDB or Spark. Few images are in memory at a time,
 * and one that cannot be read does not end the work.
 */
public final class StreamToParquet {
  private StreamToParquet() {}

  /** {@code StreamToParquet MODEL.onnx IMAGES MASKS ROWS.parquet}. */
  public static void main(String[] args) throws IOException {
    try (SegmentExplainer explainer =
            SegmentExplainer.builder()
                .model(Path.of(args[0]))
                .segmenter("masks:" + args[2])
                .method("lrp-z")
                .method("smoothgrad", "samples=8")
                .threads(Runtime.getRuntime().availableProcessors())
                .build();
        Stream<ExplainedTables> tables =
            explainer.explain(SegmentExplainer.images(Path.of(args[1])))) {
      SegmentTables.write(
          Path.of(args[3]),
          tables
              .peek(image -> image.failures().forEach(System.err::println))
              .flatMap(image -> image.rows().stream()));
    }
  }
}
