package org.segmentattribution.api;

import java.util.List;

/** A data set of labelled images: where they are, not what is in them. */
public interface ImageSource {
  /** {@return every image, in an order that depends on the names alone} */
  List<ImageRecord> records();

  /** {@return what it is made of, as notes call it: {@code file} or {@code line}} */
  default String unit() {
    return "file";
  }

  /**
   * {@return what lies beside them or is in the listing without being among them, in a fixed order}
   */
  default List<InputNote> notes() {
    return List.of();
  }
}
