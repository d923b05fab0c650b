package org.segmentattribution.model.onnx.check;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.GraphInput;

/**
 * A classifier's ONNX file as ONNX Runtime runs it, on the CPU and without optimisations: the other
 * reading that {@link SelfCheck} compares with. Any values of the graph can be asked for.
 */
public final class OnnxRuntimeFile implements AutoCloseable {
  private static final Pattern NEWER =
      Pattern.compile("Opset (\\d+) is under development.* is till opset (\\d+)");

  private final GraphInput input;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final double rounding;
  private final Set<String> wanted;

  private OnnxRuntimeFile(
      OnnxOrigin origin,
      OrtEnvironment environment,
      OrtSession session,
      Collection<String> wanted) {
    this.wanted = Set.copyOf(wanted);
    input = origin.input();
    rounding = origin.rounding();
    this.environment = environment;
    this.session = session;
  }

  /**
   * Opens a file.
   *
   * @param wanted names of the values that {@link #run} gives
   * @throws IOException in one line, where ONNX Runtime is not there or cannot run the file
   */
  static OnnxRuntimeFile open(OnnxOrigin origin, Collection<String> wanted) throws IOException {
    List<String> more = wanted.stream().filter(name -> !origin.outputs().contains(name)).toList();
    try {
      // DJL must make the environment before anybody else does
      Engine.getEngine("OnnxRuntime");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OrtSession session = new RuntimeModel(origin, more).open(environment, options);
        return new OnnxRuntimeFile(origin, environment, session, wanted);
      }
    } catch (OrtException | EngineException | LinkageError e) {
      throw new IOException(line(e), e);
    }
  }

  /** Version of ONNX Runtime. */
  String version() {
    return environment.getVersion();
  }

  /** How coarsely the file rounds, as a share of a number; 0 where it has no 16 bits. */
  double rounding() {
    return rounding;
  }

  /** Images in one pass: -1 for any number. */
  long batch() {
    return input.dims()[0];
  }

  /**
   * What the runtime makes of some images.
   *
   * @param values N x C x H x W, whatever the file takes
   * @param sizes N, C, H, W
   * @return the wanted values by name; without those that are no real numbers
   * @throws IOException in one line, where it cannot run the file
   */
  Map<String, Made> run(float[] values, long... sizes) throws IOException {
    try (OnnxTensor fed = RuntimeInput.of(environment, input, values, sizes);
        OrtSession.Result result = session.run(Map.of(input.name(), fed), wanted)) {
      Map<String, Made> all = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        float[] reals = output.getValue() instanceof OnnxTensor tensor ? reals(tensor) : null;
        if (reals != null) {
          long[] made = ((OnnxTensor) output.getValue()).getInfo().getShape();
          all.put(output.getKey(), new Made(made, reals));
        }
      }
      return all;
    } catch (OrtException e) {
      throw new IOException(line(e), e);
    }
  }

  /** The values of a tensor; null where they are no real numbers. */
  private static float[] reals(OnnxTensor tensor) {
    FloatBuffer floats = tensor.getFloatBuffer();
    if (floats != null) {
      float[] values = new float[floats.remaining()];
      floats.get(values);
      return values;
    }
    DoubleBuffer doubles = tensor.getDoubleBuffer();
    float[] values = doubles == null ? null : new float[doubles.remaining()];
    for (int i = 0; values != null && i < values.length; i++) {
      values[i] = (float) doubles.get(i);
    }
    return values;
  }

  private static String line(Throwable e) {
    // what went wrong in a static initialiser is said by its cause
    Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    // without the place in its source
    String plain = line.replaceAll("/onnxruntime_src/.*?\\) (?=[A-Z])", "");
    Matcher newer = NEWER.matcher(plain);
    return Quoted.line(
        newer.find()
            ? "it uses operator set %s, and this version knows those up to %s; export it with"
                    .formatted(newer.group(1), newer.group(2))
                + " opset_version=%s to have it checked".formatted(newer.group(2))
            : plain);
  }

  /**
   * A value that was made.
   *
   * @param shape sizes of the axes
   * @param values in C order
   */
  record Made(long[] shape, float[] values) {}

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new RunFailed(line(e), e);
    }
  }
}
