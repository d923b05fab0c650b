package org.segmentattribution.model.onnx.constant;

/** Sizes of the values that depend on the image; they are known before any image is. */
@FunctionalInterface
public interface ActivationSizes {
  /**
   * Sizes of a value's axes, with as many images as the file takes.
   *
   * @param name in the file
   * @return null where no value of this name depends on the image
   */
  long[] of(String name);
}
