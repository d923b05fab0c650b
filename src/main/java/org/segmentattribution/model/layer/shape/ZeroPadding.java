package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Window;

/** ONNX {@code Pad} with zeros around height and width. */
public final class ZeroPadding extends Layer {
  private final Shape pads;

  /** Creates the layer; pads are top, left, bottom, right. */
  public ZeroPadding(String name, Shape pads) {
    super(name);
    this.pads = pads;
  }

  @Override
  public String operator() {
    return "Pad";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return Window.pad(inputs.singletonOrThrow(), pads, 0);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    long height = Math.addExact(x.get(2), Math.addExact(pads.get(0), pads.get(2)));
    long width = Math.addExact(x.get(3), Math.addExact(pads.get(1), pads.get(3)));
    return new Shape(x.get(0), x.get(1), height, width);
  }

  @Override
  public void write(GraphWriter writer) {
    long[] all = {0, 0, pads.get(0), pads.get(1), 0, 0, pads.get(2), pads.get(3)};
    writer.add(name(), operator()).constant("pads", all);
  }
}
