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
 * Chooses the library that PyTorch uses for convolutions on the CPU. DJL does not pass on PyTorch's
 * switches for this, so they are called in PyTorch's library under their C++ names (equal on Linux
 * and macOS; Windows has no switch).
 */
final class TorchBackends {
  private static final Logger LOG = LoggerFactory.getLogger(TorchBackends.class);

  /** oneDNN is used, PyTorch's default. */
  static final String ONEDNN = "oneDNN";

  /** PyTorch's own code is used. */
  static final String OWN = "PyTorch's own (oneDNN is wrong on this processor)";

  /** Says what to do if neither can be used. */
  static final String WRONG =
      "PyTorch's convolutions come out wrong on this processor; set the environment variable"
          + " ONEDNN_MAX_CPU_ISA=SSE41 and start again, or take another machine";

  private TorchBackends() {}

  /**
   * Chooses oneDNN, or, if its convolutions are wrong, PyTorch's own code, which takes up to three
   * times as long.
   *
   * @return {@link #ONEDNN} or {@link #OWN}; empty if convolutions are wrong with both
   */
  static Optional<String> choose(Engine engine) {
    // never chosen when oneDNN is there, but warns at each call on processors it does not know
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

  /** Turns a library off; returns whether PyTorch has a switch for it. */
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
