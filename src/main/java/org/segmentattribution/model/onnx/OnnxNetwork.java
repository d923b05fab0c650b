package org.segmentattribution.model.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.OneLogit;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.onnx.file.GraphInput;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.head.GraphEnd;
import org.segmentattribution.model.onnx.head.OutputChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A classifier that was read from an ONNX file, as layers on DJL's PyTorch engine. It is always in
 * inference mode: dropout does nothing, and weights absorb the batch normalisation behind them.
 * Threads share a network. It owns its weights until it is closed.
 */
public final class OnnxNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxNetwork.class);

  private final NDManager manager;
  private final LayerGraph graph;
  private final Shape input;
  private final int classes;
  private final GraphEnd end;
  private final int outputs;
  private final OnnxOrigin origin;

  private OnnxNetwork(
      NDManager manager,
      LayerGraph graph,
      Shape input,
      int classes,
      GraphEnd end,
      int outputs,
      OnnxOrigin origin) {
    this.origin = origin;
    this.manager = manager;
    this.graph = graph;
    this.input = input;
    this.classes = classes;
    this.end = end;
    this.outputs = outputs;
  }

  /**
   * Reads an ONNX file for images of a size.
   *
   * @throws IllegalArgumentException in one line that names the file and the node, if the file is
   *     broken, takes images of another size or uses what is not supported
   * @throws IOException if the file cannot be read
   */
  public static OnnxNetwork read(Path file, int height, int width, Device device)
      throws IOException {
    return build(OnnxFile.read(file), height, width, device);
  }

  /**
   * Builds the layers of a file that was read, for images of a size; refuses as {@link #read} does.
   */
  public static OnnxNetwork build(OnnxFile file, int height, int width, Device device) {
    return build(file, OutputChoice.OPEN, height, width, device);
  }

  /**
   * Builds the layers of a file that was read, for images of a size; refuses as {@link #read} does.
   *
   * @param choice what is known of the output, where the file has several
   */
  public static OnnxNetwork build(
      OnnxFile file, OutputChoice choice, int height, int width, Device device) {
    GraphInput declared = file.input();
    if (!declared.takes(height, width)) {
      throw new WrongInput(
          file.file()
              + ": takes images of "
              + declared.height()
              + "x"
              + declared.width()
              + ", not "
              + height
              + "x"
              + width);
    }
    Shape input = new Shape(declared.channels() == -1 ? 3 : declared.channels(), height, width);
    OnnxFile chosen = choice.of(file);
    NDManager manager = TorchEngine.start().newBaseManager(device);
    try {
      OnnxImporter importer = new OnnxImporter(chosen, manager, new Shape(1).addAll(input));
      LayerGraph graph = importer.build();
      GraphEnd end = importer.end();
      if (end.kind() != null) {
        String name = end.kind().text();
        LOG.info(
            "{}: the {} at its end was taken off ({}); logits are explained",
            file.file(),
            name,
            end.text());
      }
      OnnxOrigin origin = OnnxOrigin.of(file, importer.named());
      int classes = importer.classes();
      return new OnnxNetwork(manager, graph, input, classes, end, classes, origin);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The layers and how they are joined. */
  public LayerGraph graph() {
    return graph;
  }

  /** Shape of one image: (C, H, W). */
  public Shape input() {
    return input;
  }

  /** Number of logits. */
  public int classes() {
    return classes;
  }

  /**
   * This network, or, where it has one output f, a network of two classes with the logits -f and f.
   * Both share weights and are closed together.
   */
  public OnnxNetwork ofClasses() {
    return classes == 1
        ? new OnnxNetwork(manager, OneLogit.both(graph, input, manager), input, 2, end, 1, origin)
        : this;
  }

  /**
   * Name of the value in the file that holds the logits: the file's output, or the input of the
   * softmax or sigmoid at its end. Where one output f became two classes, it names f.
   */
  public String logitsName() {
    return end.logits();
  }

  /** Number of outputs of the file for an image: 1 where the sign of one number decides. */
  public int outputs() {
    return outputs;
  }

  /** The softmax or sigmoid at the file's end, which this network leaves out; null for none. */
  public Head head() {
    return end.kind();
  }

  /** The nodes at the file's end that this network leaves out, in order; empty for none. */
  public String takenOff() {
    return end.kind() == null ? "" : end.text();
  }

  /** A network of other layers, whose weights this network owns, with this one's origin. */
  public OnnxNetwork with(LayerGraph other) {
    return new OnnxNetwork(manager, other, input, classes, end, outputs, origin);
  }

  /** The file that the layers were read from, and its names of their values. */
  public OnnxOrigin origin() {
    return origin;
  }

  /** Where the weights are. */
  public Device device() {
    return manager.getDevice();
  }

  /** A scope for the arrays of one batch, on the network's device; the caller closes it. */
  public NDManager newScope() {
    return manager.newSubManager();
  }

  /**
   * The arrays that training changes, in the order of the layers: weights and biases of
   * convolutions and dense layers, scales and shifts of layer normalisations, class token and
   * positions of tokens.
   */
  public List<NDArray> parameters() {
    return new LearnedArrays(graph).inOrder();
  }

  /** Frees the weights. */
  @Override
  public void close() {
    manager.close();
  }
}
