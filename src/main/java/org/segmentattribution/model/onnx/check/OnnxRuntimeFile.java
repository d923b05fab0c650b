package org.segmentattribution.model.onnx.check;

import ai.djl.engine.EngineException;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.onnx.OnnxOrigin;
import org.segmentattribution.model.onnx.file.Added;
import org.segmentattribution.model.onnx.file.GraphInput;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.file.TensorFiles;
import org.segmentattribution.runtime.OnnxEnvironment;

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
      OrtEnvironment environment = OnnxEnvironment.get();
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

  /** Images in the form that a file takes: its order of axes and its type of numbers. */
  private static final class RuntimeInput {
    private final OrtEnvironment environment;

    private RuntimeInput(OrtEnvironment environment) {
      this.environment = environment;
    }

    /**
     * The input of a pass.
     *
     * @param values N x C x H x W, whatever the file takes
     * @param sizes N, C, H, W
     */
    static OnnxTensor of(
        OrtEnvironment environment, GraphInput input, float[] values, long... sizes)
        throws OrtException {
      RuntimeInput made = new RuntimeInput(environment);
      return input.channelsLast()
          ? made.tensor(
              input.type(),
              channelsLast(values, sizes),
              new long[] {sizes[0], sizes[2], sizes[3], sizes[1]})
          : made.tensor(input.type(), values, sizes);
    }

    private OnnxTensor tensor(DataType type, float[] values, long[] shape) throws OrtException {
      return switch (type) {
        case UINT8 -> bytes(values, shape);
        case DOUBLE -> {
          double[] wide = new double[values.length];
          for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
          }
          yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(wide), shape);
        }
        case FLOAT16 ->
            OnnxTensor.createTensor(
                environment,
                Fp16Conversions.convertFloatBufferToFp16Buffer(FloatBuffer.wrap(values)),
                shape,
                OnnxJavaType.FLOAT16);
        case BFLOAT16 ->
            OnnxTensor.createTensor(
                environment,
                Fp16Conversions.convertFloatBufferToBf16Buffer(FloatBuffer.wrap(values)),
                shape,
                OnnxJavaType.BFLOAT16);
        default -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
      };
    }

    private OnnxTensor bytes(float[] values, long[] shape) throws OrtException {
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
  }

  /**
   * A file as ONNX Runtime is given it: as it is, or, where inner values are asked for, with these
   * as outputs.
   *
   * @param more names of values that are no outputs of the file
   */
  private record RuntimeModel(OnnxOrigin origin, List<String> more) {
    private static final String FOLDER = "session.model_external_initializers_file_folder_path";

    /**
     * Opens it.
     *
     * @throws IOException in one line, where it keeps values outside of its folder
     */
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws IOException, OrtException {
      Path folder = origin.file().toAbsolutePath().getParent();
      if (origin.external()) {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(origin.file()));
        TensorFiles.requireInside(model, origin.file());
        Path real = origin.file().toRealPath().getParent();
        if (!real.equals(folder.toRealPath())) {
          // the runtime follows no links that lead out of a folder, as those in the cache of a hub
          options.addConfigEntry(FOLDER, real.toString());
          return environment.createSession(linked(model, folder, real), options);
        }
      }
      options.addConfigEntry(FOLDER, folder.toString());
      if (!more.isEmpty() || origin.changes().added() != null) {
        return environment.createSession(making(), options);
      }
      try {
        return environment.createSession(origin.file().toString(), options);
      } catch (OrtException e) {
        if (!origin.changes().inlined()) {
          throw e;
        }
        // some functions, such as overloaded ones, it does not know
        return environment.createSession(making(), options);
      }
    }

    private byte[] rest() {
      Added added = origin.changes().added();
      GraphProto.Builder graph = added == null ? GraphProto.newBuilder() : added.more().toBuilder();
      more.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
      return ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    }

    /** The model with the names that its files have where links lead to. */
    private byte[] linked(ModelProto model, Path folder, Path real) throws IOException {
      ModelProto.Builder changed =
          origin.changes().inlined() && !more.isEmpty()
              ? OnnxFile.read(origin.file()).inlined(model).toBuilder()
              : model.toBuilder();
      for (TensorProto.Builder tensor : changed.getGraphBuilder().getInitializerBuilderList()) {
        for (StringStringEntryProto.Builder entry : tensor.getExternalDataBuilderList()) {
          if (entry.getKey().equals("location")) {
            Path file = folder.resolve(entry.getValue()).toRealPath();
            entry.setValue(real.relativize(file).toString().replace('\\', '/'));
          }
        }
      }
      return changed.mergeFrom(rest()).build().toByteArray();
    }

    /** The file with more outputs: of messages one behind the other, lists are put together. */
    private byte[] making() throws IOException {
      Path file = origin.file();
      byte[] rest = rest();
      if (origin.changes().inlined()) {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        return OnnxFile.read(file).inlined(model).toBuilder().mergeFrom(rest).build().toByteArray();
      }
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
  }
}
