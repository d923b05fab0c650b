package org.segmentattribution.saliency.structure;

import org.segmentattribution.model.LoadedClassifier;

/** A classifier whose layers are examined once, when it is first asked what they are. */
public final class ExaminedNetwork {
  private final LoadedClassifier classifier;
  private NetworkStructure structure;

  /** Examines nothing yet. */
  public ExaminedNetwork(LoadedClassifier classifier) {
    this.classifier = classifier;
  }

  /** Returns the classifier. */
  public LoadedClassifier classifier() {
    return classifier;
  }

  /**
   * Returns what is known of its layers.
   *
   * @throws org.segmentattribution.api.WrongInput in one line, if the classifier has no layers
   */
  public synchronized NetworkStructure structure() {
    if (structure == null) {
      structure = new NetworkStructure(classifier.graph());
    }
    return structure;
  }

  /** Returns the layers that make planes over the image. */
  public FeatureLayers features() {
    return structure().features(classifier);
  }
}
