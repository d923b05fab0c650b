package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/** ONNX {@code Pad} with zeros around height and width. */
public final class ZeroPadding extends Layer {
  private final Shape pads;

  /** Pads: top, left, bottom, right. */
  ZeroPadding(String name, Shape pads) {
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
  void write(OnnxNodes nodes) {
    long[] all = {0, 0, pads.get(0), pads.get(1), 0, 0, pads.get(2), pads.get(3)};
    nodes.add(this).constant("pads", all);
  }
}
