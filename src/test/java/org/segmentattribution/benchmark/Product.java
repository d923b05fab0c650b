package org.segmentattribution.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.SaliencyMethods;

/** This program, by what a user calls: {@link Explainer}. */
final class Product implements Contestant {
  static final String NAME = "sat";

  private final LoadedClassifier classifier;
  private final Clock clock;
  private final Explainer plain;
  private final Map<String, Explainer> explainers = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private float[] input = {};

  /** Methods that need a file or do not fit the classifier are left out. */
  Product(LoadedClassifier classifier, List<String> methods, Clock clock) {
    this.classifier = classifier;
    this.clock = clock;
    plain = new Explainer(classifier, List.of(), ChannelReduction.SUM);
    for (String method : methods) {
      try {
        explainers.put(
            method,
            new Explainer(
                classifier, List.of(SaliencyMethods.named(method)), ChannelReduction.SUM));
      } catch (IllegalArgumentException e) {
        leftOut.put(method, e.getMessage());
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The methods that run, in order. */
  List<String> methods() {
    return List.copyOf(explainers.keySet());
  }

  /** The methods that do not, and why. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  @Override
  public boolean knows(String method) {
    return explainers.containsKey(method);
  }

  @Override
  public double forward(int images) {
    float[] batch = batch(images);
    return clock.milliseconds(() -> plain.logits(batch, images));
  }

  @Override
  public double explain(String method, int images) {
    float[] batch = batch(images);
    int[] targets = new int[images];
    Arrays.fill(targets, Explainer.PREDICTED);
    return clock.milliseconds(() -> explainers.get(method).explain(batch, images, targets));
  }

  /** Unit normal values, kept while the number of images stays. */
  private float[] batch(int images) {
    int length = images * classifier.declaration().input().length();
    if (input.length != length) {
      input = new float[length];
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < length; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    return input;
  }
}
