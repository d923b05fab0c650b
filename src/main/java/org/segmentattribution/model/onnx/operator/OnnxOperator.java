package org.segmentattribution.model.onnx.operator;

import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;

/**
 * What one ONNX operator adds to a network. Implementations have no state. Those of a jar are named
 * in {@code META-INF/services/org.segmentattribution.model.onnx.operator.OnnxOperator} and have a
 * public constructor without parameters.
 */
public interface OnnxOperator {
  /** The operator's name in ONNX, such as {@code Conv}. */
  String name();

  /**
   * Adds the layers that compute a node, and makes the last value the node's output. At least one
   * input of the node depends on the image.
   *
   * @throws IllegalArgumentException in one line, from {@link NodeReader#refuse}, where the node
   *     asks for what is not supported
   */
  void emit(NodeReader node, GraphBuilder graph);

  /** The second half of an operator, for entries of a table. */
  @FunctionalInterface
  interface Emitter {
    /** See {@link OnnxOperator#emit}. */
    void emit(NodeReader node, GraphBuilder graph);
  }

  /** An operator as an entry of a table. */
  static OnnxOperator of(String name, Emitter emitter) {
    return new OnnxOperator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void emit(NodeReader node, GraphBuilder graph) {
        emitter.emit(node, graph);
      }
    };
  }
}
