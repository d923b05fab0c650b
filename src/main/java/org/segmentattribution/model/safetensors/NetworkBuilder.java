package org.segmentattribution.model.safetensors;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.layer.AdaptiveWindow;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;

/**
 * Collects the modules of a PyTorch network in the order in which they run, and the weights they
 * need. Nothing is loaded before {@link #build}, so weights that do not fit are found first.
 */
final class NetworkBuilder {
  /**
   * An activation.
   *
   * @param number its number in the graph of layers; 0 is the input
   * @param channels number of channels, or of features if it is flat
   * @param height 1 if it is flat
   * @param width 1 if it is flat
   */
  record Value(int number, long channels, long height, long width) {}

  /** A layer to make when the weights are there. */
  private record Planned(Function<ModuleWeights, Layer> make, List<Integer> inputs) {}

  private final Map<String, Shape> needed = new LinkedHashMap<>();
  private final Map<String, String> norms = new LinkedHashMap<>();
  private final List<Planned> planned = new ArrayList<>();
  private final ToLongFunction<String> outputs;
  private Value at;
  private String lastWeighted;

  /**
   * Starts a network for one input of this shape.
   *
   * @param outputs gives the number of classes for the name of a module
   */
  NetworkBuilder(long channels, long height, long width, ToLongFunction<String> outputs) {
    this.outputs = outputs;
    at = new Value(0, channels, height, width);
  }

  /** Returns names and shapes of the weights that the modules so far need. */
  Map<String, Shape> needed() {
    return needed;
  }

  /** Makes the layers with their weights. */
  LayerGraph build(ModuleWeights weights) {
    List<LayerGraph.Step> steps = new ArrayList<>();
    for (Planned layer : planned) {
      steps.add(new LayerGraph.Step(layer.make().apply(weights), layer.inputs()));
    }
    return new LayerGraph(steps);
  }

  /** Returns the output of the last module. */
  Value at() {
    return at;
  }

  /** Continues from an earlier activation. */
  NetworkBuilder from(Value value) {
    at = value;
    return this;
  }

  NetworkBuilder conv(String name, long out, long kernel, long stride, long pad) {
    needed.put(name + ".bias", new Shape(out));
    return convWithoutBias(name, out, kernel, stride, pad);
  }

  NetworkBuilder convWithoutBias(String name, long out, long kernel, long stride, long pad) {
    needed.put(name + ".weight", new Shape(out, at.channels(), kernel, kernel));
    Window window = window(kernel, stride, pad);
    lastWeighted = name;
    return add(
        weights -> weights.convolution(name, window, norms.get(name)),
        moved(name, out, window),
        at.number());
  }

  /** Adds a 1 x 1 convolution that gives each pixel's classes. */
  NetworkBuilder classesOfPixels(String name) {
    return conv(name, outputs.applyAsLong(name), 1, 1, 0);
  }

  /** Adds a batch normalisation, which is absorbed by the convolution before it. */
  NetworkBuilder norm(String name) {
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      needed.put(name + "." + part, new Shape(at.channels()));
    }
    norms.put(lastWeighted, name);
    return this;
  }

  NetworkBuilder dense(String name, long out) {
    needed.put(name + ".weight", new Shape(out, at.channels()));
    needed.put(name + ".bias", new Shape(out));
    return add(weights -> weights.dense(name), new Value(0, out, 1, 1), at.number());
  }

  /** Adds the dense layer that gives the logits. */
  NetworkBuilder classes(String name) {
    return dense(name, outputs.applyAsLong(name));
  }

  NetworkBuilder relu(String name) {
    return add(weights -> new Relu(name), at, at.number());
  }

  NetworkBuilder maxPool(String name, long kernel, long stride, long pad) {
    Window window = window(kernel, stride, pad);
    return add(weights -> new MaxPooling(name, window), moved(name, window), at.number());
  }

  /** Adds a max pooling whose last window may reach over the edge. */
  NetworkBuilder maxPoolCeil(String name, long kernel, long stride) {
    Window window = window(kernel, stride, 0).ceil(at.height(), at.width());
    return add(weights -> new MaxPooling(name, window), moved(name, window), at.number());
  }

  /** Adds PyTorch's adaptive average pooling, for sizes that give equal windows. */
  NetworkBuilder averagePoolTo(String name, long side) {
    AdaptiveWindow down = AdaptiveWindow.of(at.height(), side);
    AdaptiveWindow right = AdaptiveWindow.of(at.width(), side);
    if (down == null || right == null) {
      throw new WrongInput(
          "module "
              + name
              + " would pool "
              + at.height()
              + "x"
              + at.width()
              + " to "
              + side
              + "x"
              + side
              + " in windows of different sizes; use images of 224x224");
    }
    if (down.passes() && right.passes()) {
      return this;
    }
    Window window =
        new Window(
            new Shape(down.kernel(), right.kernel()),
            new Shape(down.stride(), right.stride()),
            new Shape(1, 1),
            new Shape(0, 0, 0, 0));
    Value pooled = new Value(0, at.channels(), side, side);
    return add(weights -> new AveragePooling(name, window, true), pooled, at.number());
  }

  NetworkBuilder globalAverage(String name) {
    Value pooled = new Value(0, at.channels(), 1, 1);
    return add(weights -> new GlobalAveragePooling(name), pooled, at.number());
  }

  NetworkBuilder flatten(String name) {
    long features = at.channels() * at.height() * at.width();
    Value flat = new Value(0, features, 1, 1);
    return add(weights -> new Reshaping(name, new Shape(features)), flat, at.number());
  }

  NetworkBuilder add(String name, Value a, Value b) {
    return add(weights -> new Addition(name), a, a.number(), b.number());
  }

  NetworkBuilder concatenate(String name, Value a, Value b) {
    Value joined = new Value(0, a.channels() + b.channels(), a.height(), a.width());
    return add(weights -> new Concatenation(name, 1), joined, a.number(), b.number());
  }

  private NetworkBuilder add(Function<ModuleWeights, Layer> make, Value made, Integer... inputs) {
    planned.add(new Planned(make, List.of(inputs)));
    at = new Value(planned.size(), made.channels(), made.height(), made.width());
    return this;
  }

  private static Window window(long kernel, long stride, long pad) {
    return new Window(
        new Shape(kernel, kernel),
        new Shape(stride, stride),
        new Shape(1, 1),
        new Shape(pad, pad, pad, pad));
  }

  private Value moved(String name, Window window) {
    return moved(name, at.channels(), window);
  }

  private Value moved(String name, long channels, Window window) {
    return new Value(
        0, channels, moved(name, at.height(), window, 0), moved(name, at.width(), window, 1));
  }

  private static long moved(String name, long size, Window window, int axis) {
    long padded = size + window.pads().get(axis) + window.pads().get(axis + 2);
    long kernel = window.kernel().get(axis);
    if (padded < kernel) {
      throw new WrongInput(
          "images are too small: at module "
              + name
              + " "
              + size
              + " pixels are left for a window of "
              + kernel);
    }
    return (padded - kernel) / window.stride().get(axis) + 1;
  }
}
