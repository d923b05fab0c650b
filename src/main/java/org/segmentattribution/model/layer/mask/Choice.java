package org.segmentattribution.model.layer.mask;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/**
 * ONNX {@code Where} with a mask that is computed from the image: inputs are the mask (0 or 1), the
 * value where it is 1 and the value where it is 0, broadcast to each other.
 */
public final class Choice extends Layer {
  /** ONNX's number of the type of truth values. */
  private static final int BOOL = 9;

  /** Creates the layer. */
  public Choice(String name) {
    super(name);
  }

  @Override
  public String operator() {
    return "Where";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape values = BroadcastShapes.joined(inputs.get(1), inputs.get(2));
    return BroadcastShapes.joined(inputs.get(0), values);
  }

  @Override
  public NDArray forward(NDList inputs) {
    Shape shape = shape(inputs.stream().map(NDArray::getShape).toList());
    try (NDArray chosen = inputs.get(0).toType(DataType.BOOLEAN, true);
        NDArray mask = chosen.broadcast(shape);
        NDArray yes = inputs.get(1).broadcast(shape);
        NDArray no = inputs.get(2).broadcast(shape)) {
      return NDArrays.where(mask, yes, no);
    }
  }

  /** Returns false: the baseline may choose otherwise, which no rule for single layers can see. */
  @Override
  public boolean gradientIsProportional() {
    return false;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), "Cast").keep(1).integer("to", BOOL).then(operator()).inputs(1);
  }
}
