package org.segmentattribution.model.training;

/** Receives the progress of training, in the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
  /** Reports the end of an epoch; {@code epochs} is the largest possible number of epochs. */
  void epochEnded(TrainingEpoch epoch, int epochs);
}
