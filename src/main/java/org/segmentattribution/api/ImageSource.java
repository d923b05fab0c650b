package org.segmentattribution.api;

import java.util.List;

/** A data set of labelled images: says where the images are, and reads none. */
public interface ImageSource {
  /** {@return all images, in an order that depends on their names alone} */
  List<ImageRecord> records();

  /** {@return what the listing consists of, as notes call it: {@code file} or {@code line}} */
  default String unit() {
    return "file";
  }

  /**
   * {@return notes on everything in the folder or listing that is not an image of the data set, in
   * a fixed order}
   */
  default List<InputNote> notes() {
    return List.of();
  }
}
