package org.segmentattribution.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentExplainer;
import org.segmentattribution.api.table.RuleVerdict;
import org.segmentattribution.api.table.SegmentTables;

/**
 * A rule in a test of somebody's model: it fails the build of a model that looks at the wrong
 * thing, however good its accuracy is.
 */
class ModelTest {
  private static List<SegmentAttribution> rows;

  @BeforeAll
  static void explain() throws IOException {
    try (SegmentExplainer explainer =
            SegmentExplainer.builder()
                .model(Data.MODEL)
                .segmenter("masks:" + Data.MASKS)
                .method("lrp-z")
                .build();
        Stream<ExplainedTables> tables =
            explainer.explain(SegmentExplainer.images(Data.PICTURES))) {
      rows = tables.flatMap(image -> image.rows().stream()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"body.rank < 4 in zebra", "sky.rank > 6", "grass.rank > 6"})
  void rulesHold(String rule) throws IOException {
    for (RuleVerdict verdict : SegmentTables.check(rows, rule)) {
      assertTrue(verdict.holds(), verdict::toString);
    }
  }
}
