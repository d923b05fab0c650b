package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.FeaturePlanes;

/**
 * What a classifier sees at each place of an image: the values of one of its layers. Safe for
 * several threads.
 */
public final class PlaceFeatures {
  /**
   * Places along a side that a layer must have: a mark of a tenth of the image covers one whole.
   */
  private static final int PLACES = 20;

  private final LoadedClassifier classifier;
  private final FeaturePlanes planes;

  private PlaceFeatures(LoadedClassifier classifier, FeaturePlanes planes) {
    this.classifier = classifier;
    this.planes = planes;
  }

  /**
   * Chooses a layer.
   *
   * @param layer its name; empty for the last one whose planes have twenty places along a side
   * @return null where the classifier has no layers, or none that makes planes
   * @throws WrongInput where no layer has this name
   */
  public static PlaceFeatures of(LoadedClassifier classifier, String layer) {
    if (!classifier.layered()) {
      return null;
    }
    ExaminedNetwork network = new ExaminedNetwork(classifier);
    FeaturePlanes planes =
        layer.isEmpty()
            ? network.features().fine(PLACES)
            : network.features().chosen("suspects", layer);
    return planes == null ? null : new PlaceFeatures(classifier, planes);
  }

  /** Returns the name of the layer. */
  public String layer() {
    return planes.layer().name();
  }

  /**
   * The values of the layer for one image.
   *
   * @param values channels x height x width
   */
  public record Planes(float[] values, int channels, int height, int width) {}

  /**
   * Runs the layers.
   *
   * @param input preprocessed images one after another
   * @param images number of images
   */
  public List<Planes> of(float[] input, int images) {
    AtomicReference<float[]> found = new AtomicReference<>();
    try (NDManager scope = classifier.newScope()) {
      Shape shape = new Shape(images).addAll(classifier.inputShape());
      NDArray x = scope.create(FloatBuffer.wrap(input), shape);
      LayerRule rule =
          (layer, inputs) -> {
            NDArray out = layer.forward(inputs);
            if (layer == planes.layer()) {
              found.set(planes.planes(out).toFloatArray());
            }
            return out;
          };
      Gradients.without(() -> classifier.logits(x, rule));
    }
    float[] all = found.get();
    int one = all.length / images;
    int channels = one / (planes.height() * planes.width());
    List<Planes> list = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      float[] values = Arrays.copyOfRange(all, i * one, (i + 1) * one);
      list.add(new Planes(values, channels, planes.height(), planes.width()));
    }
    return list;
  }
}
