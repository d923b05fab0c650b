package org.segmentattribution.model.training;

import java.util.List;

/**
 * The results of a training.
 *
 * @param epochs all epochs, in order
 * @param best number of the epoch whose weights the network now has
 */
public record TrainingResult(List<TrainingEpoch> epochs, int best) {
  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
