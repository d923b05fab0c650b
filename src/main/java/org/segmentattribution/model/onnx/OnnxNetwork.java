package org.segmentattribution.model.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.OneLogit;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A classifier that was read from an ONNX file, as layers on DJL's PyTorch engine. Always in
 * inference mode: dropout is the identity, batch normalisation uses the file's statistics and is
 * taken into the weights before it. Threads share a network; it owns its weights until it is
 * closed.
 */
public final class OnnxNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxNetwork.class);

  private final NDManager manager;
  private final LayerGraph graph;
  private final Shape input;
  private final int classes;
  private final OnnxHead head;
  private final int outputs;
  private final OnnxOrigin origin;

  private OnnxNetwork(
      NDManager manager,
      LayerGraph graph,
      Shape input,
      int classes,
      OnnxHead head,
      int outputs,
      OnnxOrigin origin) {
    this.origin = origin;
    this.manager = manager;
    this.graph = graph;
    this.input = input;
    this.classes = classes;
    this.head = head;
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

  public static OnnxNetwork build(OnnxFile file, int height, int width, Device device) {
    OnnxFile.Input declared = file.input();
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
    NDManager manager = TorchEngine.start().newBaseManager(device);
    try {
      OnnxImporter importer = new OnnxImporter(file, manager);
      LayerGraph graph = importer.build(new Shape(1).addAll(input));
      OnnxHead head = importer.head();
      if (head.kind() != null) {
        String name = head.kind().text();
        LOG.info(
            "{}: the {} at its end was taken off ({}); logits are explained",
            file.file(),
            name,
            head.text());
      }
      OnnxOrigin origin = OnnxOrigin.of(file, importer.named(graph));
      int classes = importer.classes();
      return new OnnxNetwork(manager, graph, input, classes, head, classes, origin);
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
   * This network for two classes where it has one output f: the logits are -f and f. Shares weights
   * and is closed with this; a network of more outputs as it is.
   */
  public OnnxNetwork ofClasses() {
    return classes == 1
        ? new OnnxNetwork(manager, OneLogit.both(graph, input, manager), input, 2, head, 1, origin)
        : this;
  }

  /**
   * Name of the value in the file that holds the logits: its output, or what a closing softmax or
   * sigmoid is of. Of a network for two classes made of one output f it is f, the second logit.
   */
  public String logitsName() {
    return head.logits();
  }

  /** How many numbers the file itself gives for an image: 1 where the sign of one decides. */
  public int outputs() {
    return outputs;
  }

  /** The softmax or sigmoid that the file ends in, which is not part of this network; else null. */
  public Head head() {
    return head.kind();
  }

  /** The nodes at the file's end that are not part of this network, in order; empty for none. */
  public String takenOff() {
    return head.kind() == null ? "" : head.text();
  }

  /** The same file read as other layers, with weights that this network owns. */
  OnnxNetwork with(LayerGraph other) {
    return new OnnxNetwork(manager, other, input, classes, head, outputs, origin);
  }

  /** The file that the layers were read from, and its names of their values. */
  OnnxOrigin origin() {
    return origin;
  }

  /** Where the weights are. */
  public Device device() {
    return manager.getDevice();
  }

  /** A scope for the arrays of one batch, on the network's device; whoever asks closes it. */
  public NDManager newScope() {
    return manager.newSubManager();
  }

  /** Weights and biases of the convolutions and dense layers, in the order of the layers. */
  public List<NDArray> parameters() {
    List<NDArray> parameters = new ArrayList<>();
    for (Layer layer : graph.layers()) {
      if (layer instanceof WeightedLayer weighted && !(layer instanceof Scale)) {
        parameters.add(weighted.weight());
        parameters.add(weighted.bias());
      }
    }
    return parameters;
  }

  /** Frees the weights. */
  @Override
  public void close() {
    manager.close();
  }
}
