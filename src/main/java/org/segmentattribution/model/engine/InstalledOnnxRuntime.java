package org.segmentattribution.model.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/** The ONNX Runtime that is installed. DJL reports the version that DJL was built with. */
final class InstalledOnnxRuntime {
  private InstalledOnnxRuntime() {}

  /** Loads the library and returns its version. */
  static String version() {
    Engine.getEngine("OnnxRuntime");
    return OrtEnvironment.getEnvironment().getVersion();
  }
}
