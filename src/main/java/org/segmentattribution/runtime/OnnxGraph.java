package org.segmentattribution.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an ONNX file with ONNX Runtime, with one thread for each operation, since several images are
 * in work at once. DJL's engine loads the runtime, but its session is used directly, because DJL
 * hides names of outputs and metadata. Safe for several threads.
 */
public final class OnnxGraph implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxGraph.class);

  /**
   * An input or output.
   *
   * @param type type of its elements
   * @param shape sizes; -1 = any
   * @param symbols the file's names for sizes; empty where it has none
   */
  public record Port(OnnxJavaType type, long[] shape, List<String> symbols) {
    public int rank() {
      return shape.length;
    }

    /** Returns the length of an axis, or the file's name for it; empty if it has neither. */
    public String axis(int axis) {
      return shape[axis] < 0 ? symbols.get(axis) : String.valueOf(shape[axis]);
    }

    public boolean real() {
      return switch (type) {
        case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> true;
        default -> false;
      };
    }

    @Override
    public String toString() {
      String sizes =
          Arrays.stream(shape)
              .mapToObj(size -> size < 0 ? "?" : String.valueOf(size))
              .collect(Collectors.joining("x"));
      return type.name().toLowerCase(Locale.ROOT) + " " + sizes;
    }
  }

  private final Path file;
  private final SortedSet<Path> external;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Map<String, Port> inputs;
  private final Map<String, Port> outputs;
  private final Map<String, String> metadata;

  /** Own names of the inputs and outputs that are known by another name. */
  private final Map<String, String> ownInputs;

  private final Map<String, String> ownOutputs;

  private OnnxGraph(
      Path file, SortedSet<Path> external, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.external = external;
    this.environment = environment;
    this.session = session;
    inputs = ports(session.getInputInfo());
    outputs = ports(session.getOutputInfo());
    metadata = session.getMetadata().getCustomMetadata();
    ownInputs = Map.of();
    ownOutputs = Map.of();
  }

  private OnnxGraph(
      OnnxGraph graph, Map<String, String> ownInputs, Map<String, String> ownOutputs) {
    file = graph.file;
    external = graph.external;
    environment = graph.environment;
    session = graph.session;
    metadata = graph.metadata;
    inputs = renamed(graph.inputs, ownInputs);
    outputs = renamed(graph.outputs, ownOutputs);
    this.ownInputs = Map.copyOf(ownInputs);
    this.ownOutputs = Map.copyOf(ownOutputs);
  }

  /**
   * Returns this graph with other names for some of its inputs and outputs; both share one session.
   *
   * @param ownInputs own name of an input by its new name
   * @param ownOutputs own name of an output by its new name
   */
  public OnnxGraph named(Map<String, String> ownInputs, Map<String, String> ownOutputs) {
    return new OnnxGraph(this, ownInputs, ownOutputs);
  }

  private static Map<String, Port> renamed(Map<String, Port> ports, Map<String, String> own) {
    Map<String, Port> named = new LinkedHashMap<>();
    ports.forEach((name, port) -> named.put(newName(name, own), port));
    return named;
  }

  private static String newName(String name, Map<String, String> own) {
    return own.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  /**
   * Loads a file.
   *
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws WrongInput in one line that names the file, if it cannot be run
   */
  public static OnnxGraph open(Path file, String device) {
    SortedSet<Path> external = externalOf(file);
    OrtEnvironment environment = OnnxEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      addDevice(options, device);
      OrtSession session = environment.createSession(file.toString(), options);
      return new OnnxGraph(file, external, environment, session);
    } catch (OrtException e) {
      throw new WrongInput(file + ": ONNX Runtime cannot load it: " + line(e), e);
    }
  }

  /**
   * Returns the files beside a graph's file that hold its values, in order.
   *
   * @throws WrongInput in one line that names the file, if it is no ONNX, or one of them is outside
   *     of its folder
   */
  public static SortedSet<Path> externalOf(Path file) {
    try {
      return ExternalData.check(file);
    } catch (IOException e) {
      throw new WrongInput(file + ": " + e.getMessage(), e);
    }
  }

  private static void addDevice(OrtSession.SessionOptions options, String device)
      throws OrtException {
    boolean wanted = device.startsWith("cuda");
    boolean there = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    if (there && (wanted || device.equals("auto"))) {
      options.addCUDA(device.startsWith("cuda:") ? Integer.parseInt(device.substring(5)) : 0);
    } else if (wanted) {
      LOG.warn("this ONNX Runtime has no CUDA provider: segmenters run on the CPU");
    }
  }

  private static Map<String, Port> ports(Map<String, NodeInfo> nodes) {
    Map<String, Port> ports = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo info) {
            ports.put(name, new Port(info.type, info.getShape(), symbols(info)));
          }
        });
    return ports;
  }

  private static List<String> symbols(TensorInfo info) {
    return Arrays.stream(info.getDimensionNames()).map(name -> name == null ? "" : name).toList();
  }

  private static String line(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  public Path file() {
    return file;
  }

  /** Returns the files beside it that hold its values, in order. */
  public SortedSet<Path> external() {
    return external;
  }

  /** Returns the inputs by name, in order. */
  public Map<String, Port> inputs() {
    return inputs;
  }

  /** Returns the outputs by name, in order. */
  public Map<String, Port> outputs() {
    return outputs;
  }

  /** Returns the exporter's metadata. */
  public Map<String, String> metadata() {
    return metadata;
  }

  public boolean takes(String... names) {
    return inputs.keySet().containsAll(List.of(names));
  }

  public boolean makes(String... names) {
    return outputs.keySet().containsAll(List.of(names));
  }

  /**
   * Returns the name of the only input that can be a picture; null where there is none or several.
   */
  public String onlyImage() {
    List<String> names = inputs.keySet().stream().filter(name -> image(inputs.get(name))).toList();
    return names.size() == 1 ? names.get(0) : null;
  }

  private static boolean image(Port port) {
    int first = port.rank() - 3;
    return (first == 0 || first == 1)
        && (port.real() || port.type() == OnnxJavaType.UINT8)
        && (port.shape()[first] == 3 || port.shape()[first + 2] == 3 || port.shape()[first] < 0);
  }

  /**
   * Runs the graph.
   *
   * @param values values by name of the input; those without an input are ignored
   * @return outputs by name, in order
   * @throws IOException in one line that names the file
   */
  public Map<String, Tensor> run(Map<String, Tensor> values) throws IOException {
    Map<String, OnnxTensor> fed = new HashMap<>();
    try {
      for (Map.Entry<String, Port> input : inputs.entrySet()) {
        Tensor value = values.get(input.getKey());
        if (value == null) {
          throw new IOException(file + ": nothing is known for its input '" + input.getKey() + "'");
        }
        String own = ownInputs.getOrDefault(input.getKey(), input.getKey());
        fed.put(own, OnnxTensors.of(environment, value, input.getValue().type()));
      }
      try (OrtSession.Result result = timed(fed)) {
        Map<String, Tensor> made = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          if (output.getValue() instanceof OnnxTensor tensor) {
            made.put(newName(output.getKey(), ownOutputs), OnnxTensors.read(tensor));
          }
        }
        return made;
      }
    } catch (OrtException e) {
      throw new IOException(file + ": ONNX Runtime: " + line(e), e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  /** Runs a pass that ends when the image's time is over: a loop in a graph may never end. */
  private OrtSession.Result timed(Map<String, OnnxTensor> fed) throws OrtException, IOException {
    AtomicBoolean over = new AtomicBoolean();
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      Future<?> end =
          ImageClock.atEnd(
              () -> {
                synchronized (over) {
                  if (!over.getAndSet(true)) {
                    terminate(options);
                  }
                }
              });
      try {
        return session.run(fed, options);
      } catch (OrtException e) {
        if (over.get()) {
          throw new IOException(file + ": takes longer than " + ImageClock.bound(), e);
        }
        throw e;
      } finally {
        end.cancel(false);
        synchronized (over) {
          // the options are closed from here on
          over.set(true);
        }
      }
    }
  }

  private void terminate(OrtSession.RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      LOG.warn("{}: cannot be ended ({})", file, line(e));
    }
  }

  /**
   * Returns ones for an input such as {@code pixel_mask}; sizes in the signature have priority over
   * the given ones.
   */
  public Tensor ones(String input, long... shape) {
    Port port = inputs.get(input);
    long[] sizes = shape.clone();
    for (int i = 0; port != null && i < sizes.length && i < port.rank(); i++) {
      sizes[i] = port.shape()[i] > 0 ? port.shape()[i] : sizes[i];
    }
    return Tensor.full(1, sizes);
  }

  /** Describes inputs and outputs in one line. */
  public String signature() {
    return file.getFileName() + " takes " + inputs + " and makes " + outputs;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new RunFailed(file + ": " + line(e), e);
    }
  }
}
