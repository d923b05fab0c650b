package org.segmentattribution.pipeline;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.dataset.decode.ImageDecoder;

/**
 * Decodes an image and finds its segments. Safe for several threads.
 *
 * @param decoder reads files
 * @param segmenter finds named segments
 */
public record ImageReader(ImageDecoder decoder, Segmenter segmenter) {
  /** Returns the image's pixels. */
  public RgbImage decode(ImageRecord record) throws ImageFailure {
    try {
      return decoder.decode(record.file());
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "decode", e.getMessage()));
    }
  }

  /** Returns the image's segments on its own pixels. */
  public List<Detection> segment(ImageRecord record, RgbImage image) throws ImageFailure {
    try {
      return segmenter.segmentImage(record.path(), image);
    } catch (IOException e) {
      throw new ImageFailure(new Failure(record.path(), "segment", e.getMessage()));
    }
  }
}
