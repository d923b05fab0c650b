package org.segmentattribution.model.training;

/** Hears of training as it goes on, in the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
  /** An epoch has ended; {@code epochs} is how many there will be at most. */
  void epochEnded(TrainingEpoch epoch, int epochs);
}
