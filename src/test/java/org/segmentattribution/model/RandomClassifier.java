package org.segmentattribution.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Reshaping;

/**
 * A well-known architecture with random weights (He et al. 2015), made in the engine's memory: how
 * fast a network is does not depend on what it has learnt.
 */
public final class RandomClassifier implements LoadedClassifier {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);

  private final String name;
  private final int side;
  private final int classes;
  private final NDManager manager;
  private final List<LayerGraph.Step> steps = new ArrayList<>();
  private int depth = 3;

  private RandomClassifier(String name, int side, int classes) {
    this.name = name;
    this.side = side;
    this.classes = classes;
    Engine engine = TorchEngine.start();
    engine.setRandomSeed(1);
    manager = engine.newBaseManager(Device.cpu());
  }

  /** {@code vgg16}, {@code squeezenet} (1.1) or {@code tiny}; the caller closes it. */
  public static RandomClassifier named(String name) {
    return switch (name) {
      case "vgg16" -> new RandomClassifier(name, 224, 1000).vgg16();
      case "squeezenet" -> new RandomClassifier(name, 224, 1000).squeezenet();
      case "tiny" -> new RandomClassifier(name, 16, 5).tiny();
      default ->
          throw new IllegalArgumentException(
              "network '" + name + "' is not known; known: vgg16, squeezenet, tiny");
    };
  }

  /** Simonyan and Zisserman 2015, configuration D. */
  private RandomClassifier vgg16() {
    for (int[] block : new int[][] {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
      for (int k = 0; k < block[1]; k++) {
        convolution(block[0], 3, 1, 1);
      }
      pool(2);
    }
    add(new Reshaping("flatten", new Shape(25088)));
    dense(25088, 4096);
    add(new Relu("relu" + steps.size()));
    dense(4096, 4096);
    add(new Relu("relu" + steps.size()));
    dense(4096, classes);
    return this;
  }

  /** Iandola et al. 2016, version 1.1. */
  private RandomClassifier squeezenet() {
    convolution(64, 3, 2, 0);
    pool(3);
    int[][] fires = {{16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}};
    for (int k = 0; k < fires.length; k++) {
      fire(fires[k][0], fires[k][1]);
      if (k == 1 || k == 3) {
        pool(3);
      }
    }
    fire(64, 256);
    convolution(classes, 1, 1, 0);
    add(new GlobalAveragePooling("average"));
    add(new Reshaping("flatten", new Shape(classes)));
    return this;
  }

  private RandomClassifier tiny() {
    convolution(4, 3, 1, 1);
    pool(2);
    add(new Reshaping("flatten", new Shape(256)));
    dense(256, classes);
    return this;
  }

  private void fire(int squeezed, int expanded) {
    int in = convolution(squeezed, 1, 1, 0);
    int narrow = convolution(in, squeezed, expanded, 1, 1, 0);
    int wide = convolution(in, squeezed, expanded, 3, 1, 1);
    Layer join = new Concatenation("join" + steps.size(), 1);
    steps.add(new LayerGraph.Step(join, List.of(narrow, wide)));
    depth = 2 * expanded;
  }

  private int convolution(int out, int kernel, int stride, int padding) {
    int value = convolution(steps.size(), depth, out, kernel, stride, padding);
    depth = out;
    return value;
  }

  /** Convolution and ReLU; the number of the value they make. */
  private int convolution(int from, int in, int out, int kernel, int stride, int padding) {
    Shape pads = new Shape(padding, padding, padding, padding);
    Window window = new Window(new Shape(kernel, kernel), new Shape(stride, stride), ONE, pads);
    NDArray weight = he(in * kernel * kernel, out, in, kernel, kernel);
    String label = "conv" + steps.size();
    Layer layer = new Convolution(label, weight, manager.zeros(new Shape(out)), window, 1);
    steps.add(new LayerGraph.Step(layer, List.of(from)));
    add(new Relu("relu" + steps.size()));
    return steps.size();
  }

  private void pool(int kernel) {
    Window window = new Window(new Shape(kernel, kernel), TWO, ONE, new Shape(0, 0, 0, 0));
    add(new MaxPooling("pool" + steps.size(), window));
  }

  private void dense(int in, int out) {
    NDArray bias = manager.zeros(new Shape(out));
    add(new Dense("dense" + steps.size(), he(in, out, in), bias));
  }

  private void add(Layer layer) {
    steps.add(new LayerGraph.Step(layer, List.of(steps.size())));
  }

  private NDArray he(int inputs, long... dims) {
    float deviation = (float) Math.sqrt(2.0 / inputs);
    return manager.randomNormal(0, deviation, new Shape(dims), DataType.FLOAT32);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sha256() {
    return "0".repeat(64);
  }

  /** Shape of one input: (C, H, W). */
  @Override
  public Shape inputShape() {
    return new Shape(3, side, side);
  }

  @Override
  public ModelDeclaration declaration() {
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
    return new ModelDeclaration(names, Preprocessing.simple(side, side));
  }

  @Override
  public NDArray logits(NDArray input, LayerRule rule) {
    return graph().forward(input, rule);
  }

  @Override
  public LayerGraph graph() {
    return new LayerGraph(steps);
  }

  @Override
  public NDManager newScope() {
    return manager.newSubManager();
  }

  @Override
  public String device() {
    return TorchEngine.name(manager.getDevice());
  }

  @Override
  public void close() {
    manager.close();
  }
}
