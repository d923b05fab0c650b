package org.segmentattribution.model.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * A small network for property tests: convolution, a residual join, a concatenation, pooling and
 * two dense layers, with random weights.
 *
 * @param seed of the weights
 * @param height of the input
 * @param width of the input
 * @param strided whether the first convolution has stride 2
 * @param joined whether there is a residual join
 * @param average whether pooling averages; maxima else
 * @param biases whether layers have biases
 */
public record RandomNetwork(
    long seed,
    int height,
    int width,
    boolean strided,
    boolean joined,
    boolean average,
    boolean biases) {
  private static final Shape ONE = new Shape(1, 1);
  private static final int CLASSES = 4;

  /** Values of one input. */
  public int inputSize() {
    return 3 * height * width;
  }

  /** The same network with all biases 0. */
  public RandomNetwork withoutBiases() {
    return new RandomNetwork(seed, height, width, strided, joined, average, false);
  }

  /** The network, which the caller closes. */
  public OnnxNetwork create() {
    try (NDManager scope = TorchEngine.start().newBaseManager(Device.cpu())) {
      byte[] model =
          OnnxWriter.model(new Builder(scope).build(), new long[] {3, height, width}, CLASSES)
              .toByteArray();
      OnnxFile file = OnnxFile.parse(Path.of("random.onnx"), model);
      return OnnxNetwork.build(file, height, width, Device.cpu());
    }
  }

  /** Adds layers; each method returns the number of the value that it makes. */
  private final class Builder {
    private final List<LayerGraph.Step> steps = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final NDManager scope;

    Builder(NDManager scope) {
      this.scope = scope;
    }

    LayerGraph build() {
      int stride = strided ? 2 : 1;
      int h = (height - 1) / stride + 1;
      int w = (width - 1) / stride + 1;
      int x = relu(convolution(0, 3, 6, 3, stride));
      if (joined) {
        int branch = convolution(x, 6, 6, 3, 1);
        x = relu(add(new Addition("add"), branch, x));
      }
      int narrow = relu(convolution(x, 6, 3, 1, 1));
      int wide = relu(convolution(x, 6, 5, 3, 1));
      x = add(new Concatenation("concat", 1), narrow, wide);
      Shape two = new Shape(2, 2);
      Window window = new Window(two, two, ONE, new Shape(0, 0, 0, 0));
      x =
          add(
              average ? new AveragePooling("pool", window, false) : new MaxPooling("pool", window),
              x);
      int values = 8 * (h / 2) * (w / 2);
      x = add(new Reshaping("flatten", new Shape(values)), x);
      x = relu(dense(x, values, 10));
      dense(x, 10, CLASSES);
      return new LayerGraph(steps);
    }

    private int convolution(int from, int in, int out, int kernel, int stride) {
      int pad = kernel / 2;
      Window window =
          new Window(
              new Shape(kernel, kernel),
              new Shape(stride, stride),
              ONE,
              new Shape(pad, pad, pad, pad));
      NDArray weight = normal(Math.sqrt(2.0 / (in * kernel * kernel)), out, in, kernel, kernel);
      return add(new Convolution("conv" + steps.size(), weight, bias(out), window, 1), from);
    }

    private int dense(int from, int in, int out) {
      NDArray weight = normal(Math.sqrt(2.0 / in), out, in);
      return add(new Dense("dense" + steps.size(), weight, bias(out)), from);
    }

    private int relu(int from) {
      return add(new Relu("relu" + steps.size()), from);
    }

    private NDArray bias(int size) {
      NDArray bias = normal(0.2, size);
      return biases ? bias : bias.zerosLike();
    }

    private NDArray normal(double deviation, long... dims) {
      Shape shape = new Shape(dims);
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      return scope.create(values, shape);
    }

    private int add(Layer layer, Integer... from) {
      steps.add(new LayerGraph.Step(layer, List.of(from)));
      return steps.size();
    }
  }
}
