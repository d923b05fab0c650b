package org.segmentattribution.image;

/** Order of the axes in a model's input. */
public enum InputLayout {
  /** Images, channels, rows, columns, as in PyTorch. */
  NCHW,
  /** Images, rows, columns, channels, as in TensorFlow. */
  NHWC
}
