package org.segmentattribution.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PyTorch convolves with on the CPU. It has switches for its libraries that DJL does not pass
 * on; they are called in its library, by their names there (Linux and macOS have the same; on
 * Windows there is no switch).
 */
final class TorchBackends {
  private static final Logger LOG = LoggerFactory.getLogger(TorchBackends.class);

  private static volatile String inUse;
  private static volatile boolean trusted;

  private TorchBackends() {}

  /** Sees whether oneDNN convolves right on this processor. */
  static void check(Engine engine) {
    // never chosen beside oneDNN, but it complains at each call of processors that it doesn't know
    turnOff("NNPACK");
    try (NDManager manager = engine.newBaseManager(Device.cpu())) {
      trusted = ConvolutionCheck.passes(manager);
    }
    use(
        trusted
            ? "oneDNN"
            : "oneDNN where it comes out right on this processor, float64 where it does not");
  }

  private static void use(String backend) {
    inUse = backend;
    LOG.info("convolutions: {}", backend);
  }

  /** In words. */
  static String inUse() {
    return inUse;
  }

  /** Whether convolutions need not be tried one by one. */
  static boolean trusted() {
    return trusted;
  }

  /**
   * For networks whose layers cannot be tried one by one: where oneDNN is not right, PyTorch does
   * without it from now on, which takes about twice as long.
   *
   * @throws IllegalStateException if that is not possible or does not help
   */
  static synchronized void requireTrusted(NDManager manager) {
    if (!trusted) {
      if (!turnOff("Mkldnn") || !ConvolutionCheck.passes(manager)) {
        throw new IllegalStateException(
            "PyTorch's convolutions come out wrong on this processor; export the network to ONNX,"
                + " whose layers are tried one by one, or set the environment variable"
                + " ONEDNN_MAX_CPU_ISA=SSE41 and start again");
      }
      trusted = true;
      use("PyTorch's own (oneDNN comes out wrong on this processor)");
    }
  }

  /** Whether PyTorch could be told to do without a library. */
  private static boolean turnOff(String library) {
    try {
      NativeLibrary torch =
          NativeLibrary.getInstance(
              Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu")).toString());
      Pointer context = torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
      String name = "setUserEnabled" + library;
      Function set = torch.getFunction("_ZN2at7Context" + name.length() + name + "Eb");
      set.invokeVoid(new Object[] {context, (byte) 0});
      return true;
    } catch (UnsatisfiedLinkError e) {
      LOG.debug("no switch for {}", library, e);
      return false;
    }
  }
}
