package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.onnx.OnnxNetwork;

/**
 * Adapts a trained network to other classes: keeps all layers except the one that makes the logits,
 * which starts with small random weights. Steps after it, such as an average over the map, are
 * kept.
 */
public final class HeadReplacement {
  /** Standard deviation of the new weights, as in the last layer of torchvision's networks. */
  private static final double DEVIATION = 0.01;

  private HeadReplacement() {}

  /**
   * Returns the new network, which the caller closes.
   *
   * @param trained a classifier whose layers are known; not closed
   * @param classes number of logits
   * @param seed equal seeds give equal weights
   * @param device device of the new network
   * @throws IllegalArgumentException with one line, if the file holds no layers, or its last layer
   *     with weights does not make the logits
   */
  public static OnnxNetwork of(LoadedClassifier trained, int classes, long seed, String device) {
    CopiedNetwork.requireLayers(trained);
    try (NDManager scope = TorchEngine.start().newBaseManager(TorchEngine.device("cpu"))) {
      LayerGraph layers = layers(trained, classes, new SplittableRandom(seed), scope);
      return CopiedNetwork.of(trained, layers, classes, TorchEngine.device(device));
    }
  }

  private static LayerGraph layers(
      LoadedClassifier trained, int classes, SplittableRandom random, NDManager scope) {
    List<LayerGraph.Step> steps = new ArrayList<>(trained.graph().steps());
    int before = trained.declaration().classes().size();
    int head = head(steps);
    if (head < 0 || ((WeightedLayer) steps.get(head).layer()).bias().size() != before) {
      throw new WrongInput(
          trained.name() + ": its last layer with weights does not make its " + before + " logits");
    }
    for (int k = head; k < steps.size(); k++) {
      Layer layer = steps.get(k).layer();
      Layer other = layer;
      if (k == head) {
        WeightedLayer old = (WeightedLayer) layer;
        long[] shape = old.weight().getShape().getShape().clone();
        shape[0] = classes;
        other =
            old.withOutputs(
                normal(scope, new Shape(shape), random), scope.zeros(new Shape(classes)));
      } else if (layer instanceof Reshaping reshaping) {
        other = reshaping.withSize(before, classes);
      }
      steps.set(k, new LayerGraph.Step(other, steps.get(k).inputs()));
    }
    return new LayerGraph(steps);
  }

  private static int head(List<LayerGraph.Step> steps) {
    for (int k = steps.size() - 1; k >= 0; k--) {
      Layer layer = steps.get(k).layer();
      if (layer instanceof Convolution || layer instanceof Dense) {
        return k;
      }
    }
    return -1;
  }

  private static NDArray normal(NDManager scope, Shape shape, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * DEVIATION);
    }
    return scope.create(values, shape);
  }
}
