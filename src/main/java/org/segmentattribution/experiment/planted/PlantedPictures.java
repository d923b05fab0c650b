package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.Failure;

/** The pictures that classifiers are trained and tested on. Safe for several threads. */
interface PlantedPictures {
  /**
   * The pictures of one classifier.
   *
   * @param classes the two classes, in the order of the outputs
   * @param training pictures to learn from, of both classes
   * @param test other pictures, of both classes
   */
  record Set(List<String> classes, List<BasePicture> training, List<BasePicture> test) {}

  /** Returns the pictures of one classifier. */
  Set of(PlantedCell cell) throws IOException;

  /** Returns a few test pictures, to show plants on. */
  List<BasePicture> examples();

  /** Returns the images that could not be used. */
  List<Failure> failures();
}
