package org.segmentattribution.image;

/** Order of the axes in a model's input. */
public enum InputLayout {
  /** Images, channels, rows, columns: PyTorch's. */
  NCHW,
  /** Images, rows, columns, channels: TensorFlow's. */
  NHWC
}
