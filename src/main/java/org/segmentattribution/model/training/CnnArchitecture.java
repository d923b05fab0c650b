package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * The built-in convolutional network: a 3x3 convolution, ReLU and 2x2 max pooling for each entry of
 * {@code channels}, then global average pooling and a dense layer, so that the place of a thing in
 * the picture does not matter. It is written as ONNX and imported, so that it is handled like a
 * network from a file.
 *
 * @param channels outputs of each convolution
 * @param firstStride stride of the first convolution, which takes most of the time
 */
public record CnnArchitecture(List<Integer> channels, int firstStride)
    implements BuiltInArchitecture {
  private static final Shape ONE = new Shape(1, 1);

  /** Copies the list and checks that the numbers are positive. */
  public CnnArchitecture {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || firstStride < 1 || channels.stream().anyMatch(c -> c < 1)) {
      throw new WrongInput(
          "a network needs channels and a first stride, all at least 1; not "
              + channels
              + " and "
              + firstStride);
    }
  }

  /**
   * Returns the standard network. It was as accurate as wider networks on photographs of 96 x 96
   * pixels (BAR, pole vaulting against throwing: 93 to 94 %) and several times as fast. With a
   * first stride of 3 the 3x3 windows do not overlap: every pixel is read once, and maps show no
   * chequered pattern.
   */
  public static CnnArchitecture standard() {
    return new CnnArchitecture(List.of(8, 16, 32, 64), 3);
  }

  /** Creates an untrained network; weights after He et al. (2015), biases 0. */
  @Override
  public OnnxNetwork create(int height, int width, int classes, long seed, String device) {
    return BuiltInArchitecture.imported(
        height,
        width,
        classes,
        device,
        scope -> new Builder(scope, seed, height, width).build(classes));
  }

  /** Adds layers and keeps the size of the map. */
  private final class Builder {
    private final List<LayerGraph.Step> steps = new ArrayList<>();
    private final NDManager scope;
    private final SplittableRandom random;
    private int depth = 3;
    private int height;
    private int width;

    Builder(NDManager scope, long seed, int height, int width) {
      this.scope = scope;
      this.random = new SplittableRandom(seed);
      this.height = height;
      this.width = width;
    }

    LayerGraph build(int classes) {
      for (int k = 0; k < channels.size(); k++) {
        convolution(k + 1, channels.get(k), k == 0 ? firstStride : 1);
        add(new Relu("relu" + (k + 1)));
        if (height > 1 && width > 1) {
          pool(k + 1);
        }
      }
      add(new GlobalAveragePooling("average"));
      add(new Reshaping("flatten", new Shape(depth)));
      add(new Dense("dense", he(depth, classes, depth), zeros(classes)));
      return new LayerGraph(steps);
    }

    private void convolution(int number, int out, int stride) {
      Window window =
          new Window(new Shape(3, 3), new Shape(stride, stride), ONE, new Shape(1, 1, 1, 1));
      NDArray weight = he(9 * depth, out, depth, 3, 3);
      add(new Convolution("conv" + number, weight, zeros(out), window, 1));
      depth = out;
      height = (height + stride - 1) / stride;
      width = (width + stride - 1) / stride;
    }

    private void pool(int number) {
      Shape two = new Shape(2, 2);
      add(new MaxPooling("pool" + number, new Window(two, two, ONE, new Shape(0, 0, 0, 0))));
      height /= 2;
      width /= 2;
    }

    private void add(Layer layer) {
      steps.add(new LayerGraph.Step(layer, List.of(steps.size())));
    }

    private NDArray zeros(int count) {
      return scope.zeros(new Shape(count));
    }

    private NDArray he(int inputs, long... dims) {
      Shape shape = new Shape(dims);
      float[] values = new float[Math.toIntExact(shape.size())];
      double deviation = Math.sqrt(2.0 / inputs);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      return scope.create(values, shape);
    }
  }
}
