package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;

/** The function applied to each gradient before the mean over steps or samples. */
public enum PostProcessing {
  /** None. */
  NONE,
  /** Magnitude. */
  ABS,
  /** Square. */
  SQUARE;

  NDArray apply(NDArray gradient) {
    return switch (this) {
      case NONE -> gradient;
      case ABS -> gradient.abs();
      case SQUARE -> gradient.square();
    };
  }
}
