package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.layer.Window;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Slice;
import org.segmentattribution.model.layer.shape.Transposition;

/** Makes the layers of an untrained vision transformer. */
final class VitLayers {
  /** Standard deviation of class token and positions, as Dosovitskiy et al. have it. */
  private static final double SMALL = 0.02;

  private static final int MLP = 4;
  private static final float EPSILON = 1e-6f;

  private final NDManager scope;
  private final SplittableRandom random;
  private final List<LayerGraph.Step> steps = new ArrayList<>();
  private final int features;
  private final int heads;
  private int tokens;

  /**
   * Starts a network.
   *
   * @param scope owns the arrays
   * @param seed of the weights
   * @param features of a token
   * @param heads of an attention
   */
  VitLayers(NDManager scope, long seed, int features, int heads) {
    this.scope = scope;
    this.random = new SplittableRandom(seed);
    this.features = features;
    this.heads = heads;
  }

  /** Makes tokens of a picture: its patches, and one for the class. */
  VitLayers tokens(int patch, int height, int width) {
    int seen = height / patch * (width / patch);
    tokens = seen + 1;
    int x = add(new Relu("stem1.relu"), convolution("stem1", 0, 3, features / 4, 3, 2, 1));
    x = convolution("stem2", x, features / 4, features / 2, 3, 2, 1);
    x = add(new Relu("stem2.relu"), x);
    x = convolution("patches", x, features / 2, features, patch / 4, patch / 4, 0);
    x = add(new Reshaping("patches.flat", new Shape(features, seen)), x);
    x = add(new Transposition("tokens", new int[] {0, 2, 1}), x);
    int token = add(new Repetition("class-token", normal(SMALL, 1, 1, features)), 0);
    x = add(new Concatenation("tokens.all", 1), token, x);
    NDArray positions = normal(SMALL, 1, tokens, features);
    add(new Scale("positions", positions.onesLike(), positions), x);
    return this;
  }

  /** Adds blocks of attention and perceptron. */
  VitLayers blocks(int depth) {
    for (int k = 1; k <= depth; k++) {
      String block = "block" + k;
      int x = steps.size();
      x = add(new Addition(block + ".attended"), x, attention(block, x));
      add(new Addition(block + ".processed"), x, perceptron(block, x));
    }
    return this;
  }

  /** Ends in the logits, which the class token gives. */
  LayerGraph classes(int count) {
    int x = norm("norm", steps.size());
    x = add(new Slice("class-token.out", 1, 0, 1), x);
    x = add(new Reshaping("flatten", new Shape(features)), x);
    add(new Dense("head", normal(0.01, count, features), zeros(count)), x);
    return new LayerGraph(steps);
  }

  private int convolution(String name, int x, int in, int out, int kernel, int stride, int pad) {
    Window window =
        new Window(
            new Shape(kernel, kernel),
            new Shape(stride, stride),
            new Shape(1, 1),
            new Shape(pad, pad, pad, pad));
    // He et al. 2015
    int seen = in * kernel * kernel;
    NDArray weight = normal(Math.sqrt(2.0 / seen), out, in, kernel, kernel);
    return add(new Convolution(name, weight, zeros(out), window, 1), x);
  }

  private int attention(String block, int input) {
    int x = norm(block + ".norm1", input);
    long each = features / heads;
    int query = parts(block + ".query", x, 0, 2, 1, 3);
    int key = parts(block + ".key", x, 0, 2, 3, 1);
    int value = parts(block + ".value", x, 0, 2, 1, 3);
    int scores = add(new MatrixProduct(block + ".scores"), query, key);
    scores = line(block + ".scaled", scores, (float) (1 / Math.sqrt(each)));
    int weights = add(new Softmax(block + ".softmax", 3), scores);
    int mixed = add(new MatrixProduct(block + ".mixed"), weights, value);
    mixed = add(new Transposition(block + ".mixed.order", new int[] {0, 2, 1, 3}), mixed);
    mixed = add(new Reshaping(block + ".mixed.flat", new Shape(tokens, features)), mixed);
    return dense(block + ".projection", mixed, features, features);
  }

  /** Makes a projection of each token, one part for each head. */
  private int parts(String name, int x, int... order) {
    Shape split = new Shape(tokens, heads, features / heads);
    int made = dense(name, x, features, features);
    made = add(new Reshaping(name + ".heads", split), made);
    return add(new Transposition(name + ".order", order), made);
  }

  private int perceptron(String block, int input) {
    int x = norm(block + ".norm2", input);
    x = dense(block + ".wide", x, features, MLP * features);
    x = add(new Elementwise(block + ".gelu", Elementwise.Function.GELU, 1), x);
    return dense(block + ".narrow", x, MLP * features, features);
  }

  private int line(String name, int x, float factor) {
    Shape one = new Shape(1, 1, 1);
    NDArray scale = scope.create(new float[] {factor}, one);
    return add(new Scale(name, scale, scope.zeros(one)), x);
  }

  private int norm(String name, int x) {
    NDArray scale = scope.ones(new Shape(features));
    return add(new LayerNormalization(name, scale, zeros(features), EPSILON), x);
  }

  private int dense(String name, int x, int in, int out) {
    return add(new Dense(name, glorot(in, out, out, in), zeros(out), 3), x);
  }

  private int add(Layer layer, int... inputs) {
    steps.add(new LayerGraph.Step(layer, IntStream.of(inputs).boxed().toList()));
    return steps.size();
  }

  private NDArray zeros(int count) {
    return scope.zeros(new Shape(count));
  }

  private NDArray glorot(int in, int out, long... dims) {
    return normal(Math.sqrt(2.0 / (in + out)), dims);
  }

  private NDArray normal(double deviation, long... dims) {
    Shape shape = new Shape(dims);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return scope.create(values, shape);
  }
}
