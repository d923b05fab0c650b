package org.segmentattribution.model.engine;

import org.segmentattribution.runtime.OnnxEnvironment;

/**
 * The installed ONNX Runtime. DJL reports the version that DJL was built with, so this class asks
 * the library.
 */
final class InstalledOnnxRuntime {
  private InstalledOnnxRuntime() {}

  /** Loads the library and returns its version. */
  static String version() {
    return OnnxEnvironment.get().getVersion();
  }
}
