package org.segmentattribution.dataset;

import java.util.List;

/** A data set of labelled images: where they are, not what is in them. */
public interface ImageSource {
  /** Every image, in an order that depends on the names alone. */
  List<ImageRecord> records();
}
