package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;

/** What is done to each gradient before the mean over steps or samples. */
public enum PostProcessing {
  /** Nothing. */
  NONE,
  /** Its magnitude. */
  ABS,
  /** Its square. */
  SQUARE;

  NDArray apply(NDArray gradient) {
    return switch (this) {
      case NONE -> gradient;
      case ABS -> gradient.abs();
      case SQUARE -> gradient.square();
    };
  }
}
