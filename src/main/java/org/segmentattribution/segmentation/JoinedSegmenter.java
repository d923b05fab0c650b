package org.segmentattribution.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.image.RgbImage;

/**
 * All segments of several segmenters, one after another.
 *
 * @param parts in order
 */
public record JoinedSegmenter(List<Segmenter> parts) implements Segmenter {
  /** Copies the parts. */
  public JoinedSegmenter {
    parts = List.copyOf(parts);
  }

  @Override
  public List<Detection> segment(String stem, RgbImage image) throws IOException {
    List<Detection> all = new ArrayList<>();
    for (Segmenter part : parts) {
      all.addAll(part.segment(stem, image));
    }
    return all;
  }

  @Override
  public void close() {
    parts.forEach(Segmenter::close);
  }
}
