package org.segmentattribution.model.onnx.check;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.file.TensorFiles;

/**
 * A classifier's ONNX file as ONNX Runtime runs it, on the CPU and without optimisations: the other
 * reading that {@link SelfCheck} compares with. Any values of the graph can be asked for.
 */
public final class OnnxRuntimeFile implements AutoCloseable {
  private static final String FOLDER = "session.model_external_initializers_file_folder_path";

  private final OnnxFile.Input input;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final boolean half;

  private OnnxRuntimeFile(OnnxOrigin origin, OrtEnvironment environment, OrtSession session) {
    input = origin.input();
    half = origin.half();
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
    Path folder = origin.file().toAbsolutePath().getParent();
    if (origin.external()) {
      byte[] bytes = Files.readAllBytes(origin.file());
      TensorFiles.requireInside(ModelProto.parseFrom(bytes), folder);
    }
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
        options.addConfigEntry(FOLDER, folder.toString());
        OrtSession session =
            more.isEmpty() && origin.added() == null
                ? environment.createSession(origin.file().toString(), options)
                : environment.createSession(making(origin, more), options);
        return new OnnxRuntimeFile(origin, environment, session);
      }
    } catch (OrtException | EngineException | LinkageError e) {
      throw new IOException(line(e), e);
    }
  }

  /** The file with more outputs: of messages one behind the other, lists are put together. */
  private static byte[] making(OnnxOrigin origin, List<String> more) throws IOException {
    Path file = origin.file();
    GraphProto.Builder graph =
        origin.added() == null ? GraphProto.newBuilder() : origin.added().more().toBuilder();
    more.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    byte[] rest = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    int length = Math.toIntExact(Files.size(file));
    // into one array: a network may have half a gigabyte
    byte[] all = new byte[Math.addExact(length, rest.length)];
    try (InputStream in = Files.newInputStream(file)) {
      if (in.readNBytes(all, 0, length) != length) {
        throw new IOException("it has become shorter while it was read");
      }
    }
    System.arraycopy(rest, 0, all, length, rest.length);
    return all;
  }

  /** Version of ONNX Runtime. */
  String version() {
    return environment.getVersion();
  }

  /** Whether the file computes with half precision, at least in part. */
  boolean half() {
    return half;
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
    long[] shape =
        input.channelsLast() ? new long[] {sizes[0], sizes[2], sizes[3], sizes[1]} : sizes;
    float[] ordered = input.channelsLast() ? channelsLast(values, sizes) : values;
    try (OnnxTensor fed = tensor(ordered, shape);
        OrtSession.Result result = session.run(Map.of(input.name(), fed))) {
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

  private OnnxTensor tensor(float[] values, long[] shape) throws OrtException {
    if (!input.bytes()) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }
    // a direct buffer: the runtime reads it in place
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
    for (float value : values) {
      bytes.put((byte) Math.round(value));
    }
    return OnnxTensor.createTensor(environment, bytes.flip(), shape, OnnxJavaType.UINT8);
  }

  private static float[] channelsLast(float[] values, long[] sizes) {
    int channels = (int) sizes[1];
    int pixels = (int) (sizes[2] * sizes[3]);
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int image = i / (channels * pixels);
      int channel = i / pixels % channels;
      moved[(image * pixels + i % pixels) * channels + channel] = values[i];
    }
    return moved;
  }

  private static String line(Throwable e) {
    // what went wrong in a static initialiser is said by its cause
    Throwable cause = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    // without the place in its source
    return Quoted.line(line.replaceAll("/onnxruntime_src/.*?\\) (?=[A-Z])", ""));
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
