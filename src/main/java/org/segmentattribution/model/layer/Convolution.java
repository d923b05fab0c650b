package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.engine.ConvolutionPass;

/** ONNX {@code Conv} in two dimensions, with weights [out, in / groups, kh, kw]. */
public final class Convolution extends WeightedLayer {
  private final Window window;
  private final int groups;

  /** Creates the layer; weights [out, in / groups, kh, kw] and bias [out] belong to the network. */
  public Convolution(String name, NDArray weight, NDArray bias, Window window, int groups) {
    super(name, weight, bias);
    this.window = window;
    this.groups = groups;
  }

  @Override
  public String operator() {
    return "Conv";
  }

  /**
   * Returns whether the layer only scales and shifts each input channel: its kernel is 1x1, with
   * one nonzero weight for each output and each input, as where a normalisation is written as a
   * convolution.
   */
  public boolean scalesChannels() {
    long[] dims = weight().getShape().getShape();
    boolean square = window.passes() && dims[0] == dims[1] * groups;
    if (!square || dims[2] * dims[3] != 1) {
      return false;
    }
    float[] values = weight().toFloatArray();
    int each = Math.toIntExact(dims[1]);
    boolean[] taken = new boolean[Math.toIntExact(dims[0])];
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        int output = i / each;
        int input = output / (taken.length / groups) * each + i % each;
        boolean second = taken[input] || found > output;
        if (second || found < output) {
          return false;
        }
        taken[input] = true;
        found++;
      }
    }
    return found == taken.length;
  }

  @Override
  public WeightedLayer withOutputs(NDArray weight, NDArray bias) {
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
    return new ConvolutionPass(window.stride(), padding, window.dilation(), groups)
        .run(input, weight, bias);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return window.shape(inputs.get(0), bias().getShape().get(0));
  }

  @Override
  public void write(GraphWriter writer) {
    GraphWriter.Node node =
        writer.add(name(), operator()).constant("weight", weight()).constant("bias", bias());
    window.write(node, false);
    node.integer("group", groups);
  }
}
