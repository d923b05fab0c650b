package org.segmentattribution.model.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/**
 * The installed ONNX Runtime. DJL reports the version that DJL was built with, so this class asks
 * the library.
 */
final class InstalledOnnxRuntime {
  private InstalledOnnxRuntime() {}

  /** Loads the library and returns its version. */
  static String version() {
    Engine.getEngine("OnnxRuntime");
    return OrtEnvironment.getEnvironment().getVersion();
  }
}
