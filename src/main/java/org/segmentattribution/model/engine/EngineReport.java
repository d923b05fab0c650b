package org.segmentattribution.model.engine;

import java.util.Set;

/**
 * The engines, libraries and devices that this program computes with.
 *
 * @param djl version of DJL
 * @param pytorch version of the PyTorch library
 * @param onnxRuntime version of ONNX Runtime, or why it cannot be used
 * @param convolutions library that computes convolutions on the CPU: {@link TorchBackends#ONEDNN}
 *     or {@link TorchBackends#OWN}
 * @param devices names that {@link TorchEngine#device} accepts
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
  /** Starts the value of {@code onnxRuntime} that says why ONNX Runtime cannot be used. */
  static final String NOT_USABLE = "not usable: ";

  /** Returns whether ONNX models can find segments. */
  public boolean hasOnnxRuntime() {
    return !onnxRuntime.startsWith(NOT_USABLE);
  }
}
