package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** ONNX {@code Conv} in two dimensions; weights [out, in / groups, kh, kw]. */
public final class Convolution extends WeightedLayer {
  private final Window window;
  private final int groups;
  private final Map<Shape, Boolean> right = new ConcurrentHashMap<>();

  Convolution(String name, NDArray weight, NDArray bias, Window window, int groups) {
    super(name, weight, bias);
    this.window = window;
    this.groups = groups;
  }

  @Override
  public String operator() {
    return "Conv";
  }

  @Override
  WeightedLayer withOutputs(NDArray weight, NDArray bias) {
    return new Convolution(name(), weight, bias, window, groups);
  }

  @Override
  public boolean joinsInputs() {
    return groups == 1;
  }

  @Override
  public NDArray forward(NDArray input, NDArray weight, NDArray bias) {
    if (window.symmetric()) {
      return run(input, weight, bias, window.padding());
    }
    try (NDArray padded = window.pad(input, 0)) {
      return run(padded, weight, bias, new Shape(0, 0));
    }
  }

  private NDArray run(NDArray input, NDArray weight, NDArray bias, Shape padding) {
    if (comesOutRight(input, weight, padding)) {
      return convolve(input, weight, bias, padding);
    }
    DataType exact = DataType.FLOAT64;
    return convolve(
            input.toType(exact, false),
            weight.toType(exact, false),
            bias.toType(exact, false),
            padding)
        .toType(input.getDataType(), false);
  }

  /** Tries a convolution of this size once, where the processor gives reason to. */
  private boolean comesOutRight(NDArray input, NDArray weight, Shape padding) {
    if (TorchBackends.trusted()
        || input.getDataType() != DataType.FLOAT32
        || input.getDevice().isGpu()) {
      return true;
    }
    Shape two = new Shape(2, input.size(1), input.size(2), input.size(3));
    return right.computeIfAbsent(
        two,
        size ->
            ConvolutionCheck.passes(
                input.getManager(),
                new ConvolutionCheck.Layout(
                    size, weight.getShape(), window.stride(), padding, window.dilation(), groups)));
  }

  private NDArray convolve(NDArray input, NDArray weight, NDArray bias, Shape padding) {
    return Conv2d.conv2d(input, weight, bias, window.stride(), padding, window.dilation(), groups)
        .singletonOrThrow();
  }

  @Override
  void write(OnnxNodes nodes) {
    OnnxNodes.Node node = nodes.add(this).constant("weight", weight()).constant("bias", bias());
    window.write(node, false);
    node.integer("group", groups);
  }
}
