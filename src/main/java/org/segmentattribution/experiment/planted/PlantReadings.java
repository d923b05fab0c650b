package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.PreparedImage;

/** Reads a classifier in one way; a new way is added to {@code AllReadings}. */
interface PlantReadings {
  /** Returns what is read, in the order of the tables. */
  List<Reading> readings();

  /**
   * Reads a classifier.
   *
   * @param classifier to explain
   * @param images planted test pictures of the marked class, at least one, with a segment {@link
   *     BasePicture#PLANT}
   * @return a value for each reading; NaN where it says nothing
   */
  Map<String, Double> read(LoadedClassifier classifier, List<PreparedImage> images)
      throws IOException;
}
