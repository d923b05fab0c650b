package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.dataset.source.ImageRecord;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.segmentation.Detection;
import org.segmentattribution.segmentation.Segmenter;
import org.segmentattribution.table.Failure;

/**
 * Decodes an image and finds its segments. Safe for several threads.
 *
 * @param decoder reads files
 * @param segmenter finds named segments
 */
public record ImageReader(ImageDecoder decoder, Segmenter segmenter) {
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
      return segmenter.segmentImage(record.path(), image);
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
    }
  }
}
