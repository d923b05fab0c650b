package org.segmentattribution.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.TableOptions;

/**
 * Brings an image and its segments to a classifier's grid. Safe for several threads.
 *
 * @param reader reads images and finds their segments
 * @param preprocessing of the classifier
 * @param options padding and other options of tables
 */
public record ImagePreparer(ImageReader reader, Preprocessing preprocessing, TableOptions options) {

  /** Reads an image and brings it and its segments to the grid. */
  public PreparedImage prepare(ImageRecord record) throws ImageFailure {
    RgbImage image = reader.decode(record);
    return place(record, image, reader.segment(record, image));
  }

  /** Brings pixels and segments to the grid. */
  public PreparedImage place(ImageRecord record, RgbImage image, List<Detection> detections)
      throws ImageFailure {
    List<Segment> segments = new ArrayList<>(detections.size());
    try {
      for (Detection found : detections) {
        Mask mask = found.mask();
        segments.add(
            Segment.place(
                segments.size(), found.name(), mask, found.score(), preprocessing, options.grid()));
      }
      PreparedSegments prepared =
          PreparedSegments.of(
              preprocessing.picture(image.width(), image.height()), segments, options);
      return new PreparedImage(
          record, preprocessing.onGrid(image), prepared, image.width(), image.height());
    } catch (WrongInput e) {
      throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
    }
  }
}
