package org.segmentattribution.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;

/**
 * Starts DJL's PyTorch engine with this program's settings: no downloads or reports over the
 * network, and one thread for each operation. Work is spread over images instead, so results do not
 * depend on the number of cores. A system property that is already set is not changed.
 */
public final class TorchEngine {
  private static final String DEVICES = "auto, cpu, cuda or cuda:N";

  private TorchEngine() {}

  /**
   * Returns the engine; the first call loads it.
   *
   * @throws RunFailed if it computes convolutions wrongly on this processor
   */
  public static Engine start() {
    if (Loaded.CONVOLUTIONS.isEmpty()) {
      throw new RunFailed(TorchBackends.WRONG);
    }
    return Loaded.ENGINE;
  }

  /**
   * Sets the threads of one operation, for programs that run one batch at a time. Has no effect
   * once the engine is loaded, or if the system property is set.
   */
  public static void useThreads(int threads) {
    setIfAbsent("ai.djl.pytorch.num_threads", String.valueOf(threads));
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /** Loads the engine once, on first use by any thread. */
  private static final class Loaded {
    private static final Engine ENGINE = load();
    private static final Optional<String> CONVOLUTIONS = TorchBackends.choose(ENGINE);

    private static Engine load() {
      setIfAbsent("ai.djl.offline", "true");
      setIfAbsent("OPT_OUT_TRACKING", "true");
      setIfAbsent("ai.djl.pytorch.num_threads", "1");
      setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
      return Engine.getEngine("PyTorch");
    }
  }

  /**
   * Returns the device with a given name.
   *
   * @param name {@code auto} (a GPU if there is one), {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws WrongInput if there is no such device
   */
  public static Device device(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cpu")) {
      return Device.cpu();
    }
    int gpus = start().getGpuCount();
    if (lower.equals("auto")) {
      return gpus > 0 ? Device.gpu(0) : Device.cpu();
    }
    if (!lower.matches("cuda(:\\d{1,4})?")) {
      throw new WrongInput("device '" + name + "' is not known; use " + DEVICES);
    }
    int number = lower.length() > 5 ? Integer.parseInt(lower.substring(5)) : 0;
    if (number >= gpus) {
      throw new WrongInput(
          "device '"
              + name
              + "': PyTorch sees "
              + (gpus == 0 ? "no GPU" : gpus + " GPU(s)")
              + "; use cpu or auto");
    }
    return Device.gpu(number);
  }

  /** Returns the name of a device, as {@link #device} accepts it. */
  public static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  /** Returns versions, devices and threads of the installed engines; loads them. */
  public static EngineReport report() {
    Engine torch = start();
    Set<String> devices = new TreeSet<>();
    devices.add("cpu");
    for (int i = 0; i < torch.getGpuCount(); i++) {
      devices.add("cuda:" + i);
    }
    return new EngineReport(
        Engine.getDjlVersion(),
        torch.getVersion(),
        onnxRuntime(),
        Loaded.CONVOLUTIONS.orElseThrow(),
        devices,
        JniUtils.getNumThreads(),
        JniUtils.getNumInteropThreads());
  }

  /** Whether an engine has reported an error, such as too little memory of a device. */
  public static boolean isFailure(Throwable error) {
    return error instanceof EngineException;
  }

  private static String onnxRuntime() {
    try {
      return InstalledOnnxRuntime.version();
    } catch (EngineException | LinkageError e) {
      // an error in a static initialiser is explained by its cause
      Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
      return EngineReport.NOT_USABLE + cause.getMessage();
    }
  }
}
