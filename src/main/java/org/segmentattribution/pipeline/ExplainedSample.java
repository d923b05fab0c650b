package org.segmentattribution.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.table.SegmentAttributionTable;

/**
 * An image with its map and table under one method, ready to be drawn.
 *
 * @param image its pixels and segments on the grid
 * @param map signed attribution, one value for each pixel, rows top to bottom
 * @param table its Segment Attribution Table
 */
public record ExplainedSample(PreparedImage image, float[] map, SegmentAttributionTable table) {
  /** Returns every image and explained class of a batch under every method. */
  public static List<ExplainedSample> of(Tabulator.Result result) {
    List<ExplainedSample> samples = new ArrayList<>();
    for (SegmentAttributionTable table : result.tables()) {
      for (int i = 0; i < result.images().size(); i++) {
        boolean explained =
            result.explanation().targets()[i] == table.image().reading().explainedIndex();
        if (explained && result.images().get(i).record().id().equals(table.image().imageId())) {
          float[] map = result.explanation().maps().get(table.method())[i];
          samples.add(new ExplainedSample(result.images().get(i), map, table));
        }
      }
    }
    return samples;
  }
}
