package org.segmentattribution.saliency;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import org.segmentattribution.api.tensor.ExplainedInputs;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.structure.FeatureLayers;
import org.segmentattribution.saliency.structure.NetworkStructure;

/**
 * A batch of inputs with values that all methods share: logits, explained logits and the plain
 * gradient, each computed once, when it is first asked for. For use by one thread; its arrays live
 * in its scope.
 */
public final class ExplainedBatch implements ExplainedInputs {
  /**
   * Number of input values in one pass on a CPU, for methods that make many inputs from each image.
   */
  private static final int PASS = 600_000;

  /** A GPU computes this many times more at once. */
  private static final int GPU_FACTOR = 16;

  private final LoadedClassifier classifier;
  private final NetworkStructure structure;
  private final NDManager scope;
  private final NDArray input;
  private final int firstImage;
  private final int[] wanted;
  private int passSize;
  private long passed;
  private float[][] logits;
  private int[] targets;
  private NDArray gradient;

  /**
   * Makes a batch of which nothing is computed yet.
   *
   * @param structure of the classifier's layers; null if it has none
   * @param input [N, C, H, W] in the scope
   * @param firstImage number of the first image among those given together
   * @param wanted class index to explain for each image, -1 for the largest logit
   */
  ExplainedBatch(
      LoadedClassifier classifier,
      NetworkStructure structure,
      NDManager scope,
      NDArray input,
      int firstImage,
      int[] wanted) {
    this.classifier = classifier;
    this.structure = structure;
    this.scope = scope;
    this.input = input;
    this.firstImage = firstImage;
    this.wanted = wanted.clone();
    long most = classifier.device().equals("cpu") ? PASS : (long) PASS * GPU_FACTOR;
    passSize = (int) Math.max(1, most / (input.size() / wanted.length));
  }

  /** Returns the inputs, [N, C, H, W]. */
  @Override
  public NDArray input() {
    return input;
  }

  /** Returns N, the number of inputs. */
  @Override
  public int size() {
    return wanted.length;
  }

  /** Returns the number of the first image among those given together. */
  public int firstImage() {
    return firstImage;
  }

  /** Returns the logits, [N][classes]. */
  @Override
  public float[][] logits() {
    if (logits == null) {
      try (NDArray forward = logits(input)) {
        observe(forward);
      }
    }
    return logits;
  }

  /** Returns the index of the explained class, [N]. */
  @Override
  public int[] targets() {
    logits();
    return targets;
  }

  /** Returns the explained logit of an image. */
  public float explained(int image) {
    return logits()[image][targets()[image]];
  }

  /** Returns ∂f/∂x of the explained logit, [N, C, H, W]. */
  @Override
  public NDArray gradient() {
    if (gradient == null) {
      NDArray leaf = leaf(input.duplicate());
      gradient = backward(leaf, forward(() -> leaf, LayerRule.PLAIN), null);
    }
    return gradient;
  }

  /** Returns the largest number of inputs in one pass, at least 1. */
  @Override
  public int passSize() {
    return passSize;
  }

  /**
   * Halves the passes after a failure.
   *
   * @throws EngineException the failure itself, if its reason is not a lack of memory, or passes
   *     cannot be halved
   */
  public void halvePass(EngineException failure) {
    if (passSize == 1 || !MemoryShortage.is(failure)) {
      throw failure;
    }
    MemoryShortage.warnHalved(passSize);
    passSize /= 2;
  }

  /** Returns the range of the model's input; null if none is declared. */
  public InputRange range() {
    return InputRange.of(classifier.declaration().input());
  }

  /** Returns what is known about the layers without running them. */
  public NetworkStructure structure() {
    return structure;
  }

  /** Returns the layers that make planes over the image. */
  public FeatureLayers features() {
    return structure.features(classifier);
  }

  /** Returns how many inputs have passed through the network until now. */
  long passed() {
    return passed;
  }

  /** Returns logits of any inputs, [n, classes], without derivatives. */
  @Override
  public NDArray logits(NDArray inputs) {
    passed += inputs.getShape().get(0);
    return Gradients.without(() -> classifier.logits(inputs, LayerRule.PLAIN));
  }

  /** Returns ∂/∂x of the logits with these indices, for any inputs, [n, C, H, W]. */
  @Override
  public NDArray gradient(NDArray inputs, int[] classes) {
    passed += inputs.getShape().get(0);
    NDArray leaf = leaf(inputs);
    NDArray forward = Gradients.with(() -> classifier.logits(leaf, LayerRule.PLAIN));
    return backward(leaf, forward, classes, null);
  }

  /** Prepares an array for derivatives with respect to it. */
  public static NDArray leaf(NDArray values) {
    values.setRequiresGradient(true);
    return values;
  }

  /**
   * Returns the logits of this batch, differentiable, through layers that keep their values.
   *
   * @param leaf makes the input from a leaf
   */
  public NDArray forward(Supplier<NDArray> leaf, LayerRule rule) {
    passed += size();
    NDArray forward = Gradients.with(() -> classifier.logits(leaf.get(), rule));
    observe(forward);
    return forward;
  }

  /** Walks the layers with more than the activations; the result must hold the logits. */
  public <T> T walk(Function<LayerGraph, T> walk, Function<T, NDArray> toLogits) {
    passed += size();
    T last = Gradients.with(() -> walk.apply(classifier.graph()));
    observe(toLogits.apply(last));
    return last;
  }

  private void observe(NDArray forward) {
    if (logits == null) {
      logits = rows(forward.toFloatArray(), wanted.length);
      targets = targets(wanted, logits);
    }
  }

  /**
   * Returns the derivative with respect to a leaf of Σ seed · the value of the explained logit.
   *
   * @param forward [N, classes]; closed, like the leaf
   * @param seeds [N]; null for ones
   */
  public NDArray backward(NDArray leaf, NDArray forward, float[] seeds) {
    return backward(leaf, forward, targets(), seeds);
  }

  private NDArray backward(NDArray leaf, NDArray forward, int[] classes, float[] seeds) {
    float[] all = seeds == null ? ones(classes.length) : seeds;
    try (NDArray explained = select(forward, classes);
        NDArray seed = scope.create(all, explained.getShape())) {
      Gradients.backward(explained, seed);
    }
    NDArray result = leaf.getGradient();
    forward.close();
    leaf.close();
    return result;
  }

  /** Runs {@link #backward}, but the leaves take the gradient, and only the logits are closed. */
  public void backwardKeeping(NDArray forward, float[] seeds) {
    float[] all = seeds == null ? ones(size()) : seeds;
    try (forward;
        NDArray explained = select(forward, targets());
        NDArray seed = scope.create(all, explained.getShape())) {
      Gradients.backwardKeeping(explained, seed);
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Returns one logit of each row, [n, 1]. */
  NDArray select(NDArray logits, int[] classes) {
    long[] columns = new long[classes.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = classes[i];
    }
    // open until the batch ends: the backward pass reads it, in memory that Java frees once it is
    // closed
    NDArray index = scope.create(columns, new Shape(columns.length, 1));
    return Gradients.with(() -> logits.gather(index, 1));
  }

  public static float[][] rows(float[] values, int rows) {
    float[][] split = new float[rows][values.length / rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * split[i].length, split[i], 0, split[i].length);
    }
    return split;
  }

  private static int[] targets(int[] wanted, float[][] logits) {
    int[] targets = wanted.clone();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == -1) {
        targets[i] = Logits.argmax(logits[i]);
      }
    }
    return targets;
  }
}
