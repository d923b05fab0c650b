package org.segmentattribution.model.onnx.constant;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.file.TensorDecoder;

/** The constants of a file by name: those it holds and those its nodes have computed so far. */
public final class Constants {
  private final OnnxFile source;
  private final Predicate<String> activations;
  private final Map<String, Constant> computed = new HashMap<>();
  private final ConstantBudget budget;

  /**
   * The constants of a file, of which none is computed yet.
   *
   * @param activations whether a value depends on the image
   */
  public Constants(OnnxFile source, Predicate<String> activations) {
    this.source = source;
    this.activations = activations;
    budget = new ConstantBudget(source.bytes());
  }

  /** Whether there is a constant of this name. */
  public boolean has(String name) {
    return computed.containsKey(name) || source.constants().containsKey(name);
  }

  /** A constant that a node has computed; null where none has. */
  public Constant computed(String name) {
    return computed.get(name);
  }

  /** Keeps what a node has computed. */
  public void put(String name, Constant constant) {
    computed.put(name, constant);
  }

  /** Adds the constants of a node's inner graph. */
  public void addAll(NodeReader node, GraphProto inner) {
    for (TensorProto tensor : inner.getInitializerList()) {
      try {
        computed.put(tensor.getName(), TensorDecoder.decode(tensor, source.files()));
      } catch (IllegalArgumentException e) {
        throw node.refuse("constant '" + tensor.getName() + "' " + e.getMessage());
      }
    }
  }

  /** Number of values of a constant that a node is about to make; refuses too many. */
  public int room(NodeReader node, long... dims) {
    return budget.take(node, dims);
  }

  /** A node's i-th input, which must be a constant. */
  public Constant get(NodeReader node, int i) {
    if (!node.given(i)) {
      throw node.refuse("input " + i + " is missing");
    }
    String name = node.inputs().get(i);
    if (activations.test(name)) {
      throw node.refuse("input '" + name + "' must be a constant of the file");
    }
    if (computed.containsKey(name)) {
      return computed.get(name);
    }
    if (!source.constants().containsKey(name)) {
      throw node.refuse("constant '" + name + "' is missing");
    }
    try {
      return TensorDecoder.decode(source.constants().get(name), source.files());
    } catch (IllegalArgumentException e) {
      throw node.refuse("constant '" + name + "' " + e.getMessage());
    }
  }

  /** A node's i-th input as integers. */
  public long[] integers(NodeReader node, int i) {
    Constant constant = get(node, i);
    if (constant.integers() == null) {
      throw node.refuse("constant '" + node.inputs().get(i) + "' does not hold integers");
    }
    return constant.integers();
  }

  /** The i-th input as integers where the node has it, else the attribute of this name. */
  public long[] integers(NodeReader node, int i, String attribute) {
    return node.given(i) ? integers(node, i) : node.integers(attribute);
  }

  /** A node's i-th input as real numbers, which may be infinite. */
  public Constant reals(NodeReader node, int i) {
    Constant constant = get(node, i);
    if (constant.floats() == null) {
      throw node.refuse("constant '" + node.inputs().get(i) + "' does not hold float32 values");
    }
    return constant;
  }

  /** A node's i-th input as real numbers; minus infinity is allowed, as masks have it. */
  public Constant mask(NodeReader node, int i) {
    Constant constant = reals(node, i);
    for (float value : constant.floats()) {
      if (!(value < Float.POSITIVE_INFINITY)) {
        throw node.refuse("constant '" + node.inputs().get(i) + "' holds " + value);
      }
    }
    return constant;
  }

  /** A node's i-th input as finite real numbers. */
  public Constant weights(NodeReader node, int i) {
    return finite(node, i, reals(node, i));
  }

  private static Constant finite(NodeReader node, int i, Constant constant) {
    for (float value : constant.floats()) {
      if (!Float.isFinite(value)) {
        throw node.refuse("constant '" + node.inputs().get(i) + "' holds " + value);
      }
    }
    return constant;
  }

  /** A node's i-th input as finite real numbers with so many axes. */
  public Constant weights(NodeReader node, int i, int rank) {
    Constant constant = reals(node, i);
    if (constant.rank() != rank) {
      String shape = Arrays.toString(constant.dims());
      throw node.refuse(
          "constant '"
              + node.inputs().get(i)
              + "' has shape "
              + shape
              + " instead of "
              + rank
              + " axes");
    }
    return finite(node, i, constant);
  }

  /** A node's i-th input as one real number. */
  public float scalar(NodeReader node, int i) {
    Constant constant = get(node, i);
    if (constant.floats() == null || constant.size() != 1) {
      throw node.refuse("input " + i + " is not one float32 value");
    }
    return constant.floats()[0];
  }

  /** A node's i-th input as one number for each output; zeros where the node has no such input. */
  public float[] bias(NodeReader node, int i, long outputs) {
    if (!node.given(i)) {
      return new float[Math.toIntExact(outputs)];
    }
    Constant bias = weights(node, i);
    boolean row = bias.rank() > 0 && bias.dims()[bias.rank() - 1] == outputs;
    if (bias.size() != 1 && !(bias.size() == outputs && row)) {
      throw node.refuse(
          "bias " + Arrays.toString(bias.dims()) + " does not fit " + outputs + " outputs");
    }
    return bias.spread(Math.toIntExact(outputs));
  }
}
