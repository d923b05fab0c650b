package org.segmentattribution.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which libraries PyTorch convolves with on the CPU. PyTorch has switches for them that DJL does
 * not pass on; they are called in its library, by their names there (Linux and macOS have the same;
 * on Windows there is no switch).
 */
final class TorchBackends {
  private static final Logger LOG = LoggerFactory.getLogger(TorchBackends.class);

  /** oneDNN is in use, as PyTorch would have it. */
  static final String ONEDNN = "oneDNN";

  /** PyTorch's own code is in use. */
  static final String OWN = "PyTorch's own (oneDNN is wrong on this processor)";

  /** What to do where neither can be used. */
  static final String WRONG =
      "PyTorch's convolutions come out wrong on this processor; set the environment variable"
          + " ONEDNN_MAX_CPU_ISA=SSE41 and start again, or take another machine";

  private TorchBackends() {}

  /**
   * Takes oneDNN, or where its convolutions come out wrong PyTorch's own, which take up to three
   * times as long.
   *
   * @return {@link #ONEDNN} or {@link #OWN}; empty if convolutions come out wrong either way
   */
  static Optional<String> choose(Engine engine) {
    // never chosen beside oneDNN, but it complains at each call of processors that it doesn't know
    turnOff("NNPACK");
    try (NDManager manager = engine.newBaseManager(Device.cpu())) {
      if (ConvolutionCheck.passes(manager)) {
        return Optional.of(ONEDNN);
      }
      if (turnOff("Mkldnn") && ConvolutionCheck.passes(manager)) {
        LOG.warn("convolutions by oneDNN come out wrong on this processor; going on without it");
        return Optional.of(OWN);
      }
    }
    return Optional.empty();
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
