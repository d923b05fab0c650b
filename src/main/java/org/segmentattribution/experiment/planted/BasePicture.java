package org.segmentattribution.experiment.planted;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.plant.Plant;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.TableOptions;

/**
 * A picture without a plant, on the network's grid.
 *
 * @param record its entry in the data set
 * @param grid its pixels
 * @param parts its segments; may be empty
 * @param object the object's pixels; may be empty
 * @param label index of its class in the pair, 0 or 1
 */
record BasePicture(ImageRecord record, RgbImage grid, List<Segment> parts, Mask object, int label) {
  /** The name of the plant's segment in every table. */
  static final String PLANT = "plant";

  /** Returns the same picture with another label. */
  BasePicture labelled(int other) {
    return new BasePicture(record, grid, parts, object, other);
  }

  /**
   * Returns the picture with a plant, and its segments: what an opaque plant covers is not seen.
   */
  PreparedImage with(Plant plant, Preprocessing grid, TableOptions options) {
    List<Segment> segments = new ArrayList<>();
    for (Segment part : parts) {
      Mask seen = plant.isOpaque() ? without(part.mask(), plant.mask()) : part.mask();
      segments.add(new Segment(segments.size(), part.name(), seen, part.score()));
    }
    segments.add(new Segment(segments.size(), PLANT, plant.mask(), 1));
    return new PreparedImage(
        record,
        grid.onGrid(plant.draw(this.grid)),
        PreparedSegments.of(grid.height(), grid.width(), segments, options),
        grid.width(),
        grid.height());
  }

  private static Mask without(Mask mask, Mask covered) {
    return Mask.of(
        mask.width(), mask.height(), (x, y) -> mask.contains(x, y) && !covered.contains(x, y));
  }
}
