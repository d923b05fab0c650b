package org.segmentattribution.model.engine;

import java.util.Set;

/**
 * What computes.
 *
 * @param djl version of DJL
 * @param pytorch version of the PyTorch library
 * @param onnxRuntime version of ONNX Runtime, or why it cannot be used
 * @param convolutions what convolves on the CPU: {@link TorchBackends#ONEDNN} or {@link
 *     TorchBackends#OWN}
 * @param devices names that {@link TorchEngine#device} takes
 * @param threads threads within one operation
 * @param interopThreads threads between operations
 */
public record EngineReport(
    String djl,
    String pytorch,
    String onnxRuntime,
    String convolutions,
    Set<String> devices,
    int threads,
    int interopThreads) {
  /** What stands in front of the reason why ONNX Runtime cannot be used. */
  static final String NOT_USABLE = "not usable: ";

  /** Whether ONNX models can find segments. */
  public boolean hasOnnxRuntime() {
    return !onnxRuntime.startsWith(NOT_USABLE);
  }
}
