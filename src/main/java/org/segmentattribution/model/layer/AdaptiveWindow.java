package org.segmentattribution.model.layer;

/**
 * The windows of PyTorch's adaptive average pooling along one axis: window i of n runs from ⌊i ·
 * size / n⌋ to ⌈(i + 1) · size / n⌉.
 *
 * @param kernel length of every window
 * @param stride distance from one window to the next
 */
public record AdaptiveWindow(long kernel, long stride) {

  /** Returns the windows, or null if their lengths or distances differ. */
  public static AdaptiveWindow of(long size, long windows) {
    long kernel = end(0, size, windows);
    long stride = windows == 1 ? 1 : begin(1, size, windows);
    for (long i = 0; i < windows; i++) {
      long begin = begin(i, size, windows);
      if (begin != i * stride || end(i, size, windows) - begin != kernel) {
        return null;
      }
    }
    return stride == 0 ? null : new AdaptiveWindow(kernel, stride);
  }

  /** Returns whether windows and values match one to one: kernel and stride 1. */
  public boolean passes() {
    return kernel == 1 && stride == 1;
  }

  private static long begin(long i, long size, long windows) {
    return i * size / windows;
  }

  private static long end(long i, long size, long windows) {
    return ((i + 1) * size + windows - 1) / windows;
  }
}
