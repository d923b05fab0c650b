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
 * How PyTorch convolves on the CPU: the first way that comes out right on this processor. PyTorch
 * has switches for its libraries that DJL does not pass on; they are called in its library, by
 * their names there (Linux and macOS have the same; on Windows there is no switch).
 */
enum ConvolutionBackend {
  /** As PyTorch would have it. */
  ONEDNN("oneDNN"),
  /** oneDNN, with channels added until the last block of sixteen is full. */
  WHOLE_BLOCKS("oneDNN with whole blocks of channels (others come out wrong on this processor)"),
  /** PyTorch's own code, which takes two to three times as long. */
  OWN("PyTorch's own (oneDNN's come out wrong on this processor)");

  private static final Logger LOG = LoggerFactory.getLogger(ConvolutionBackend.class);

  /** What to do where none can be used. */
  static final String WRONG =
      "PyTorch's convolutions come out wrong on this processor; set the environment variable"
          + " ONEDNN_MAX_CPU_ISA=SSE41 and start again, or take another machine";

  private static volatile ConvolutionBackend inUse = ONEDNN;

  private final String text;

  ConvolutionBackend(String text) {
    this.text = text;
  }

  /** What convolves now, in words. */
  static String inWords() {
    return inUse.text;
  }

  /** Whether convolutions must have whole blocks of channels. */
  static boolean wholeBlocks() {
    return inUse == WHOLE_BLOCKS;
  }

  /**
   * Tries them in order.
   *
   * @return whether one comes out right
   */
  static boolean choose(Engine engine) {
    // never chosen beside oneDNN, but it complains at each call of processors that it doesn't know
    turnOff("NNPACK");
    try (NDManager manager = engine.newBaseManager(Device.cpu())) {
      for (ConvolutionBackend way : values()) {
        if ((way != OWN || turnOff("Mkldnn")) && way.passes(manager)) {
          LOG.info("convolutions: {}", way.text);
          return true;
        }
      }
    }
    return false;
  }

  private boolean passes(NDManager manager) {
    inUse = this;
    return ConvolutionCheck.passes(manager);
  }

  /**
   * For networks whose convolutions cannot be given whole blocks: does without oneDNN where these
   * are needed.
   *
   * @throws IllegalStateException if PyTorch cannot be told to
   */
  static void leaveBlocks() {
    if (wholeBlocks()) {
      if (!turnOff("Mkldnn")) {
        throw new IllegalStateException(WRONG);
      }
      inUse = OWN;
      LOG.info("convolutions: {}", OWN.text);
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
