package org.segmentattribution.model.reweight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * Features of pictures from a network that stays as it is: a graph that ends in one row for each
 * picture, which a dense layer can follow.
 */
public final class PooledFeatures implements FeatureRows {
  /** Most features before the last layer: of more, every second, third, … layer is read. */
  private static final int MOST = 8192;

  private final OnnxNetwork network;
  private final LayerGraph graph;
  private final int width;

  private PooledFeatures(OnnxNetwork network, LayerGraph graph, int width) {
    this.network = network;
    this.graph = graph;
    this.width = width;
  }

  /**
   * Chooses the features of a network.
   *
   * @throws WrongInput in one line, where no layer with weights makes its logits
   */
  public static PooledFeatures of(OnnxNetwork network, FeatureSource source) {
    List<LayerGraph.Step> steps = network.graph().steps();
    List<Shape> shapes = shapes(network);
    int head = steps.size() - 1;
    while (head >= 0 && !weighs(steps.get(head).layer())) {
      head--;
    }
    if (head < 0) {
      throw new WrongInput(
          network.origin().file() + ": no layer with weights makes its logits, so none can be new");
    }
    int last = steps.get(head).inputs().get(0);
    if (shapes.get(last).get(0) != 1) {
      throw new WrongInput(
          network.origin().file()
              + ": its last layer with weights, "
              + steps.get(head).layer().name()
              + ", reads several rows for an image");
    }
    Pooling end = pooling(steps.get(head).layer(), last, shapes.get(last));
    List<Pooling> before = new ArrayList<>();
    for (int k = 0; k < head && source == FeatureSource.ALL; k++) {
      Shape shape = shapes.get(k + 1);
      if (weighs(steps.get(k).layer()) && shape.get(0) == 1 && k + 1 != last) {
        Pooling pooling = pooling(steps.get(k).layer(), k + 1, shape);
        // one place alone: the gate of a squeeze-and-excitation block
        if (pooling.row || pooling.places.length > 0) {
          before.add(pooling);
        }
      }
    }
    return new Builder(network, source == FeatureSource.ALL).build(thinned(before), end);
  }

  private static boolean weighs(Layer layer) {
    return layer instanceof Convolution || layer instanceof Dense;
  }

  private static List<Shape> shapes(OnnxNetwork network) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(1).addAll(network.input()));
    for (LayerGraph.Step step : network.graph().steps()) {
      shapes.add(step.layer().shape(step.inputs().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  private static List<Pooling> thinned(List<Pooling> all) {
    int width = all.stream().mapToInt(pooling -> 2 * pooling.channels).sum();
    int stride = Math.max(1, (width + MOST - 1) / MOST);
    List<Pooling> some = new ArrayList<>();
    for (int k = all.size() - 1; k >= 0; k -= stride) {
      some.add(0, all.get(k));
    }
    return some;
  }

  /**
   * A value to take statistics of.
   *
   * @param value its number in the graph
   * @param places axes to pool over, in order
   * @param channels length of the other axis
   * @param row whether it is a row for each picture already
   * @param name of its layer
   */
  private record Pooling(int value, int[] places, int channels, boolean row, String name) {}

  /** A convolution's channels are along axis 1, a dense layer's features along the last. */
  private static Pooling pooling(Layer layer, int value, Shape shape) {
    int axes = shape.dimension();
    int channels = layer instanceof Convolution ? 1 : axes - 1;
    List<Integer> places = new ArrayList<>();
    for (int axis = axes - 1; axis >= 1; axis--) {
      if (axis != channels && shape.get(axis) > 1) {
        places.add(axis);
      }
    }
    return new Pooling(
        value,
        places.stream().mapToInt(Integer::intValue).toArray(),
        Math.toIntExact(shape.get(channels)),
        axes == 2,
        layer.name());
  }

  /** Adds pooling layers to those of a network that they need. */
  private static final class Builder {
    private final OnnxNetwork network;
    private final boolean deviations;
    private final List<LayerGraph.Step> steps = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private int width;

    Builder(OnnxNetwork network, boolean deviations) {
      this.network = network;
      this.deviations = deviations;
    }

    PooledFeatures build(List<Pooling> before, Pooling end) {
      List<Pooling> all = new ArrayList<>(before);
      all.add(end);
      int[] numbers = copy(all.stream().map(Pooling::value).toList());
      all.forEach(pooling -> add(pooling, numbers[pooling.value]));
      if (rows.size() > 1) {
        add(new Concatenation("features", 1), rows.stream().toList());
      }
      return new PooledFeatures(network, new LayerGraph(steps), width);
    }

    /** Copies the steps that some values need, and returns the new numbers of the old values. */
    private int[] copy(List<Integer> values) {
      List<LayerGraph.Step> old = network.graph().steps();
      boolean[] needed = new boolean[old.size() + 1];
      values.forEach(value -> needed[value] = true);
      for (int k = old.size() - 1; k >= 0; k--) {
        if (needed[k + 1]) {
          old.get(k).inputs().forEach(from -> needed[from] = true);
        }
      }
      int[] numbers = new int[old.size() + 1];
      for (int k = 0; k < old.size(); k++) {
        if (needed[k + 1]) {
          LayerGraph.Step step = old.get(k);
          numbers[k + 1] =
              add(step.layer(), step.inputs().stream().map(from -> numbers[from]).toList());
        }
      }
      return numbers;
    }

    private int add(Layer layer, List<Integer> inputs) {
      steps.add(new LayerGraph.Step(layer, inputs));
      return steps.size();
    }

    private void add(Pooling pooling, int value) {
      String name = "features." + pooling.name;
      if (pooling.row) {
        rows.add(value);
        width += pooling.channels;
        return;
      }
      if (pooling.places.length == 0) {
        row(name, value, pooling.channels);
        return;
      }
      int mean = add(new Mean(name + ".mean", pooling.places), List.of(value));
      row(name + ".means", mean, pooling.channels);
      if (deviations) {
        int centred =
            add(new Arithmetic(name + ".centred", Arithmetic.Operation.SUB), List.of(value, mean));
        // a length is a deviation up to a factor, which the weights absorb
        int length = add(new Norm(name + ".length", pooling.places), List.of(centred));
        row(name + ".lengths", length, pooling.channels);
      }
    }

    private void row(String name, int value, int channels) {
      rows.add(add(new Reshaping(name + ".row", new Shape(channels)), List.of(value)));
      width += channels;
    }
  }

  /** Returns the number of features. */
  public int width() {
    return width;
  }

  @Override
  public float[][] of(float[] inputs, int count) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(inputs, new Shape(count).addAll(network.input()));
      float[] values = Gradients.without(() -> graph.forward(x)).toFloatArray();
      float[][] rows = new float[count][width];
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, i * width, rows[i], 0, width);
      }
      return rows;
    }
  }

  /**
   * Returns the network of these features and a last layer. Its arrays belong to the network that
   * the features come from.
   *
   * @param head as many classes as the network has
   */
  public OnnxNetwork with(LinearHead head) {
    NDManager owner = network.newScope();
    float[] weights = new float[head.classes() * width];
    float[] bias = new float[head.classes()];
    for (int c = 0; c < head.classes(); c++) {
      bias[c] = (float) head.bias()[c];
      for (int j = 0; j < width; j++) {
        weights[c * width + j] = (float) head.weights()[c][j];
      }
    }
    List<LayerGraph.Step> steps = new ArrayList<>(graph.steps());
    Dense dense =
        new Dense(
            "reweighted",
            owner.create(weights, new Shape(head.classes(), width)),
            owner.create(bias));
    steps.add(new LayerGraph.Step(dense, List.of(steps.size())));
    return network.with(new LayerGraph(steps));
  }
}
