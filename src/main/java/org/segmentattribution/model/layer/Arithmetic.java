package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Difference, product or quotient of two activations, broadcast to each other. */
public final class Arithmetic extends Layer {
  /** The operations, named like the ONNX operators. */
  public enum Operation {
    SUB("Sub"),
    MUL("Mul"),
    DIV("Div");

    private final String operator;

    Operation(String operator) {
      this.operator = operator;
    }
  }

  private final Operation operation;

  /** Creates the layer for two inputs, in the order of the ONNX node. */
  public Arithmetic(String name, Operation operation) {
    super(name);
    this.operation = operation;
  }

  /** Returns which of them it is. */
  public Operation operation() {
    return operation;
  }

  @Override
  public String operator() {
    return operation.operator;
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray a = inputs.get(0);
    NDArray b = inputs.get(1);
    return switch (operation) {
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
    };
  }

  /** Returns true for a difference only: there is no agreed rule for products of activations. */
  @Override
  public boolean gradientIsProportional() {
    return operation == Operation.SUB;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), inputs.get(1));
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator());
  }
}
