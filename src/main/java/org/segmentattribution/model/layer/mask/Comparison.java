package org.segmentattribution.model.layer.mask;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BiFunction;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** A mask: 1 where one value compares to another as wanted, 0 elsewhere. Its derivative is 0. */
public final class Comparison extends Layer {
  /** ONNX's number of the type float32. */
  private static final int FLOAT = 1;

  /** The comparisons, named like the ONNX operators. */
  public enum Order {
    GREATER("Greater", NDArray::gt),
    GREATER_OR_EQUAL("GreaterOrEqual", NDArray::gte),
    LESS("Less", NDArray::lt),
    LESS_OR_EQUAL("LessOrEqual", NDArray::lte),
    EQUAL("Equal", NDArray::eq);

    private final String operator;
    private final BiFunction<NDArray, NDArray, NDArray> apply;

    Order(String operator, BiFunction<NDArray, NDArray, NDArray> apply) {
      this.operator = operator;
      this.apply = apply;
    }

    /** Returns the name of the ONNX operator. */
    public String operator() {
      return operator;
    }

    /** Returns whether a compares to b so. */
    public boolean holds(double a, double b) {
      return switch (this) {
        case GREATER -> a > b;
        case GREATER_OR_EQUAL -> a >= b;
        case LESS -> a < b;
        case LESS_OR_EQUAL -> a <= b;
        case EQUAL -> a == b;
      };
    }
  }

  private final Order order;
  private final NDArray limit;

  /**
   * Creates the layer.
   *
   * @param limit one number that all values are compared to; null where the layer has two inputs
   */
  public Comparison(String name, Order order, NDArray limit) {
    super(name);
    this.order = order;
    this.limit = limit;
  }

  /** Returns which comparison it is. */
  public Order order() {
    return order;
  }

  /** Returns the number that all values are compared to; null where the layer has two inputs. */
  public NDArray limit() {
    return limit;
  }

  @Override
  public String operator() {
    return order.operator;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return limit == null ? BroadcastShapes.joined(inputs.get(0), inputs.get(1)) : inputs.get(0);
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray other = limit == null ? inputs.get(1) : limit;
    try (NDArray holds = order.apply.apply(inputs.get(0), other)) {
      return holds.toType(DataType.FLOAT32, false);
    }
  }

  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    GraphWriter.Node node = writer.add(name(), operator());
    if (limit != null) {
      node.constant("limit", limit);
    }
    node.then("Cast").integer("to", FLOAT);
  }
}
