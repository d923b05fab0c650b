package org.segmentattribution.runtime;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one environment of ONNX Runtime. Its own shutdown hook lets go of it at once, while a stopped
 * command still finishes its passes, which then crash the process. A second reference, which nobody
 * lets go of, keeps it as long as the process lives.
 */
public final class OnnxEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxEnvironment.class);

  private static OrtEnvironment environment;

  private OnnxEnvironment() {}

  /**
   * Returns the environment.
   *
   * @throws EngineException where ONNX Runtime is not there
   */
  public static synchronized OrtEnvironment get() {
    if (environment == null) {
      environment = create();
    }
    return environment;
  }

  private static OrtEnvironment create() {
    // DJL must create the environment before anybody else does
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
    Engine.getEngine("OnnxRuntime");
    OrtEnvironment created = OrtEnvironment.getEnvironment();
    try {
      hold();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.info("ONNX Runtime's environment is freed when the process is stopped", e);
    }
    return created;
  }

  /** Adds a reference: the library counts those to its environment, and has no public call. */
  private static void hold() throws ReflectiveOperationException {
    Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
    api.setAccessible(true);
    Method create =
        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
    create.setAccessible(true);
    create.invoke(null, api.get(null), 2, "held");
  }
}
