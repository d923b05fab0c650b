package org.segmentattribution.command.rate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.NetworkClassifier;
import org.segmentattribution.model.onnx.RandomWeights;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.statistics.Spearman;

/**
 * A second copy of the run's network, loaded from its file, with random weights; the first is not
 * touched. Safe for several threads.
 */
final class RandomisedNetwork implements AutoCloseable {
  private final LoadedClassifier classifier;
  private final Explainer explainer;

  private RandomisedNetwork(LoadedClassifier classifier, Explainer explainer) {
    this.classifier = classifier;
    this.explainer = explainer;
  }

  /** Loads the network; returns null where its weights cannot be seen, as those of TorchScript. */
  static RandomisedNetwork open(ExplainSettings explained, RateSettings settings) {
    LoadedClassifier classifier = ModelOpener.model(explained.model());
    try {
      if (!(classifier instanceof NetworkClassifier network)) {
        classifier.close();
        return null;
      }
      RandomWeights.draw(network.network(), settings.seed());
      return new RandomisedNetwork(
          classifier,
          MethodOpener.explainer(
              classifier,
              RatedMethods.of(explained, settings, classifier).all(),
              explained.explainer().channels()));
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /**
   * Returns for each method how alike its maps of the two networks are: Spearman's correlation of
   * absolute values over pixels.
   *
   * @param input one preprocessed picture
   * @param target index of the class that was explained
   * @param maps of the network as it is, by method
   * @return NaN where a map is constant or not finite
   */
  Map<String, Double> alike(float[] input, int target, Map<String, float[]> maps) {
    Map<String, Double> alike = new LinkedHashMap<>();
    explainer
        .explain(input, 1, new int[] {target})
        .maps()
        .forEach((name, map) -> alike.put(name, alike(maps.get(name), map[0])));
    return alike;
  }

  private static double alike(float[] map, float[] other) {
    double[] a = new double[map.length];
    double[] b = new double[map.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.abs(map[i]);
      b[i] = Math.abs(other[i]);
      if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
        return Double.NaN;
      }
    }
    return Spearman.rho(a, b);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
