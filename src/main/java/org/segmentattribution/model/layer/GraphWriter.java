package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;

/** Takes the ONNX operators that compute a layer: nodes with their attributes and constants. */
public interface GraphWriter {
  /**
   * Starts a node that takes the layer's inputs and makes the layer's output.
   *
   * @param name of the layer
   * @param operator ONNX operator, such as {@code Conv}
   */
  Node add(String name, String operator);

  /** A node that is being written. Each method returns the node to write next. */
  interface Node {
    /** Adds a node behind this one: it takes this node's output and makes the layer's. */
    Node then(String operator);

    /** Adds an input: a constant of float32. */
    Node constant(String name, NDArray array);

    /** Adds an input: one number, float32. */
    Node constant(String name, float value);

    /** Adds an input: a list of int64. */
    Node constant(String name, long... values);

    /** Adds a constant of float32 before all other inputs. */
    Node first(String name, NDArray array);

    /** Adds an attribute: one number. */
    Node real(String name, float value);

    /** Adds an attribute: one integer. */
    Node integer(String name, long value);

    /** Adds an attribute: a list of integers. */
    Node integers(String name, long... values);
  }
}
