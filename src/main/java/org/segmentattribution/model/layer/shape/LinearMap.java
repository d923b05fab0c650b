package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/**
 * Weighted sums along one axis with weights that belong to no training: ONNX {@code Resize} or
 * {@code CumSum}, as a product with a constant matrix.
 */
public final class LinearMap extends Layer {
  private final int axis;
  private final int rank;
  private final NDArray matrix;

  /**
   * Creates the layer; axis 0 counts images.
   *
   * @param rank number of axes of the input
   * @param matrix [in, out]; belongs to the network
   */
  public LinearMap(String name, int axis, int rank, NDArray matrix) {
    super(name);
    this.axis = axis;
    this.rank = rank;
    this.matrix = matrix;
  }

  @Override
  public String operator() {
    return "MatMul";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(inputs.get(0), axis, matrix.getShape().get(1));
  }

  /** The order of axes that swaps the mapped one and the last; its own inverse. */
  private int[] swapped() {
    int[] order = IntStream.range(0, rank).toArray();
    order[axis] = rank - 1;
    order[rank - 1] = axis;
    return order;
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    if (axis == rank - 1) {
      return x.matMul(matrix);
    }
    int[] order = swapped();
    try (NDArray turned = x.transpose(order);
        NDArray mapped = turned.matMul(matrix)) {
      return mapped.transpose(order);
    }
  }

  @Override
  public void write(GraphWriter writer) {
    if (axis == rank - 1) {
      writer.add(name(), operator()).constant("matrix", matrix);
      return;
    }
    long[] order = IntStream.of(swapped()).asLongStream().toArray();
    writer
        .add(name(), "Transpose")
        .integers("perm", order)
        .then(operator())
        .constant("matrix", matrix)
        .then("Transpose")
        .integers("perm", order);
  }
}
