package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.dataset.Failure;
import org.segmentattribution.dataset.ImageDecoder;
import org.segmentattribution.dataset.ImageRecord;
import org.segmentattribution.image.Mask;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.segmentation.Detection;
import org.segmentattribution.segmentation.Segmenter;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.TableOptions;

/**
 * Decodes an image, finds its segments and brings both to a classifier's grid. Safe for several
 * threads.
 *
 * @param decoder reads files
 * @param segmenter finds named segments
 * @param preprocessing of the classifier
 * @param options padding and the like
 */
public record ImagePreparer(
    ImageDecoder decoder, Segmenter segmenter, Preprocessing preprocessing, TableOptions options) {

  /** Reads, segments and places one image. */
  public PreparedImage prepare(ImageRecord record) throws ImageFailure {
    RgbImage image = decode(record);
    return place(record, image, segment(record, image));
  }

  /** The image's pixels. */
  public RgbImage decode(ImageRecord record) throws ImageFailure {
    try {
      return decoder.decode(record.file());
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "decode", e.getMessage()));
    }
  }

  /** The image's segments on its own pixels. */
  public List<Detection> segment(ImageRecord record, RgbImage image) throws ImageFailure {
    try {
      return segmenter.segment(record.stem(), image);
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
    }
  }

  /** Brings pixels and segments to the grid. */
  public PreparedImage place(ImageRecord record, RgbImage image, List<Detection> detections)
      throws ImageFailure {
    List<Segment> segments = new ArrayList<>(detections.size());
    for (Detection found : detections) {
      Mask mask = found.mask();
      segments.add(
          Segment.place(
              segments.size(), found.name(), mask, found.score(), preprocessing, options.grid()));
    }
    try {
      PreparedSegments prepared =
          PreparedSegments.of(preprocessing.height(), preprocessing.width(), segments, options);
      return new PreparedImage(
          record, preprocessing.toGrid(image), prepared, image.width(), image.height());
    } catch (IllegalArgumentException e) {
      throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
    }
  }
}
