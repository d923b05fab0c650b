package org.segmentattribution.model.training;

import java.util.List;

/**
 * The epochs of a finished training.
 *
 * @param epochs all epochs, in order
 * @param best number of the epoch whose weights the network has now
 */
public record TrainingResult(List<TrainingEpoch> epochs, int best) {
  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
