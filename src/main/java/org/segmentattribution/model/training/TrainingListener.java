package org.segmentattribution.model.training;

/** Receives the progress of training, in the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
  /** An epoch has ended; {@code epochs} is how many there will be at most. */
  void epochEnded(TrainingEpoch epoch, int epochs);
}
