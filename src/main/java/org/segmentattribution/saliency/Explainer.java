package org.segmentattribution.saliency;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.NetworkStructure;

/**
 * Classifies batches of inputs and explains them by several methods, which share one forward and
 * one backward pass. Any number of threads may use one explainer; the results do not depend on
 * other threads.
 */
public final class Explainer {
  /** Means the class with the largest logit, in place of a target. */
  public static final int PREDICTED = -1;

  private final LoadedClassifier classifier;
  private final List<NamedMethod> methods;
  private final ChannelReduction channels;
  private final NetworkStructure structure;

  /**
   * Makes an explainer that does not own the classifier.
   *
   * @param channels how the channels of an attribution become one map
   * @throws IllegalArgumentException if a method is not defined for a layer of the classifier
   */
  public Explainer(
      LoadedClassifier classifier, List<NamedMethod> methods, ChannelReduction channels) {
    this.classifier = classifier;
    this.methods = List.copyOf(methods);
    this.channels = channels;
    ExaminedNetwork network = new ExaminedNetwork(classifier);
    methods.forEach(method -> method.method().check(network, method.name()));
    structure = classifier.layered() ? network.structure() : null;
  }

  /**
   * Returns the logits and, for each method, one map for each image, [N][H * W].
   *
   * @param input preprocessed images one after another, each C x H x W
   * @param images number of images, N
   * @param targets index of the class to explain for each image; {@link #PREDICTED} for the
   *     predicted class, which has the largest logit (the first among equals)
   */
  public Explanation explain(float[] input, int images, int[] targets) {
    return run(input, images, targets, channels::apply);
  }

  /** Explains as {@link #explain} does, but keeps the channels: maps are [N][C * H * W]. */
  public Explanation explainChannels(float[] input, int images, int[] targets) {
    return run(input, images, targets, attribution -> attribution);
  }

  /**
   * Returns attributions of the first method with their shape, computed in batches.
   *
   * @param batch inputs in one pass
   * @param keep whether channels are kept; otherwise they are reduced
   */
  public Attribution attribute(float[] input, int images, int[] targets, int batch, boolean keep) {
    check(input, images);
    checkTargets(targets, images);
    AtomicReference<Shape> shape = new AtomicReference<>();
    Function<NDArray, NDArray> reduction =
        attribution -> {
          boolean plane = attribution.getShape().get(1) == 1 && !keepsOne(attribution);
          NDArray map = keep && !plane ? attribution : channels.apply(attribution);
          shape.set(map.getShape().slice(1));
          return map;
        };
    Explanation all = null;
    for (int from = 0; from < images; from += batch) {
      int to = Math.min(images, from + batch);
      Explanation some = halving(from, to, (a, b) -> part(input, a, b, targets, reduction));
      all = all == null ? some : all.and(some);
    }
    return new Attribution(shape.get().getShape(), all);
  }

  /** Returns whether the attribution has one channel because the input has one. */
  private boolean keepsOne(NDArray attribution) {
    return classifier.inputShape().get(0) == attribution.getShape().get(1);
  }

  private Explanation run(
      float[] input, int images, int[] targets, Function<NDArray, NDArray> reduction) {
    check(input, images);
    checkTargets(targets, images);
    return halving(0, images, (from, to) -> part(input, from, to, targets, reduction));
  }

  /** Explains a part of the images; in two halves where the device's memory is too small. */
  private static Explanation halving(
      int from, int to, BiFunction<Integer, Integer, Explanation> run) {
    try {
      return run.apply(from, to);
    } catch (EngineException e) {
      if (to - from == 1 || !MemoryShortage.is(e)) {
        throw e;
      }
      MemoryShortage.warnHalved(to - from);
    }
    int middle = (from + to) / 2;
    return halving(from, middle, run).and(halving(middle, to, run));
  }

  private Explanation part(
      float[] input, int from, int to, int[] targets, Function<NDArray, NDArray> reduction) {
    int size = input.length / targets.length;
    try (NDManager scope = classifier.newScope()) {
      FloatBuffer values = FloatBuffer.wrap(input, from * size, (to - from) * size).slice();
      NDArray x = scope.create(values, shape(to - from));
      int[] wanted = Arrays.copyOfRange(targets, from, to);
      ExplainedBatch batch = new ExplainedBatch(classifier, structure, scope, x, from, wanted);
      Map<String, float[][]> maps = new LinkedHashMap<>();
      for (NamedMethod method : methods) {
        NDArray map = Gradients.without(() -> reduction.apply(method.method().attribute(batch)));
        maps.put(method.name(), ExplainedBatch.rows(map.toFloatArray(), to - from));
      }
      return new Explanation(batch.logits(), batch.targets(), maps);
    }
  }

  /**
   * Returns where the relevance of each image went, by the first method.
   *
   * @throws WrongInput if the method does not share out the logit
   */
  public List<Conservation> conservation(float[] input, int images, int[] targets) {
    check(input, images);
    checkTargets(targets, images);
    NamedMethod first = methods.get(0);
    if (!(first.method() instanceof ConservingMethod method)) {
      throw new WrongInput(
          first.name() + " does not share out the logit; only relevance methods can be checked");
    }
    int size = input.length / images;
    List<Conservation> all = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      try (NDManager scope = classifier.newScope()) {
        NDArray x = scope.create(FloatBuffer.wrap(input, i * size, size).slice(), shape(1));
        int[] wanted = {targets[i]};
        ExplainedBatch batch = new ExplainedBatch(classifier, structure, scope, x, i, wanted);
        all.add(Gradients.without(() -> method.conservation(batch)));
      }
    }
    return all;
  }

  /**
   * Returns for each method how many pictures pass forward through the network for the map of one
   * image, when the method is alone. Most passes are followed by one backward, which is not
   * counted.
   *
   * @param input one preprocessed image
   * @param target index of the class to explain
   */
  public Map<String, Long> forwards(float[] input, int target) {
    check(input, 1);
    Map<String, Long> forwards = new LinkedHashMap<>();
    for (NamedMethod method : methods) {
      try (NDManager scope = classifier.newScope()) {
        NDArray x = scope.create(FloatBuffer.wrap(input), shape(1));
        int[] wanted = {target};
        ExplainedBatch batch = new ExplainedBatch(classifier, structure, scope, x, 0, wanted);
        Gradients.without(() -> method.method().attribute(batch));
        forwards.put(method.name(), batch.passed());
      }
    }
    return forwards;
  }

  /** Returns the parameters of each method, with their defaults. */
  public Map<String, Map<String, String>> parameters() {
    Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    methods.forEach(method -> parameters.put(method.name(), method.parameters()));
    return parameters;
  }

  /** Returns only the logits, [N][classes], by a forward pass without gradients. */
  public float[][] logits(float[] input, int images) {
    check(input, images);
    try (NDManager scope = classifier.newScope()) {
      NDArray x = scope.create(FloatBuffer.wrap(input), shape(images));
      NDArray logits = Gradients.without(() -> classifier.logits(x, LayerRule.PLAIN));
      return ExplainedBatch.rows(logits.toFloatArray(), images);
    }
  }

  private Shape shape(int images) {
    return new Shape(images).addAll(classifier.inputShape());
  }

  private void check(float[] input, int images) {
    long expected = shape(images).size();
    if (images < 1 || input.length != expected) {
      throw new IllegalArgumentException(
          images
              + " inputs of "
              + classifier.inputShape()
              + " have "
              + expected
              + " values, not "
              + input.length);
    }
  }

  private void checkTargets(int[] targets, int images) {
    if (targets.length != images) {
      throw new IllegalArgumentException(targets.length + " targets for " + images + " images");
    }
    int classes = classifier.declaration().classes().size();
    for (int target : targets) {
      if (target < -1 || target >= classes) {
        throw new IllegalArgumentException(
            "target " + target + " is not a class index (0 to " + (classes - 1) + ")");
      }
    }
  }
}
