package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;

/** Collects the ONNX operators that compute a layer: nodes with their attributes and constants. */
public interface GraphWriter {
  /**
   * Starts a node that reads the layer's inputs and makes the layer's output.
   *
   * @param name of the layer
   * @param operator ONNX operator, such as {@code Conv}
   */
  Node add(String name, String operator);

  /** A node that is being written. Each method returns the node to continue with. */
  interface Node {
    /** Adds a node after this one: it reads this node's output and makes the layer's. */
    Node then(String operator);

    /** Adds the layer's first input as another input of this node. */
    Node input();

    /** Leaves this node only so many of the layer's inputs. */
    Node keep(int count);

    /** Adds the layer's inputs from this number on as inputs of this node. */
    Node inputs(int from);

    /** Adds a constant float32 input. */
    Node constant(String name, NDArray array);

    /** Adds an input that is one float32 number. */
    Node constant(String name, float value);

    /** Adds an input that is a list of int64. */
    Node constant(String name, long... values);

    /** Adds a constant float32 input before all other inputs. */
    Node first(String name, NDArray array);

    /** Adds an attribute that is one real number. */
    Node real(String name, float value);

    /** Adds an attribute that is one integer. */
    Node integer(String name, long value);

    /** Adds an attribute that is a list of integers. */
    Node integers(String name, long... values);
  }
}
