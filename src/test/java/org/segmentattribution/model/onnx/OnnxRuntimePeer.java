package org.segmentattribution.model.onnx;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime on the same bytes: the peer that says what a file means. */
public final class OnnxRuntimePeer {
  private OnnxRuntimePeer() {}

  /** The values of the only output for one image. */
  public static float[] run(byte[] model, float[] image, long... shape) throws OrtException {
    Engine.getEngine("OnnxRuntime"); // DJL's must be first to make the environment
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), shape);
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), input))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] out = new float[values.remaining()];
        values.get(out);
        return out;
      }
    }
  }
}
