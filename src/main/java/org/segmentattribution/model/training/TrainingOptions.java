package org.segmentattribution.model.training;

import org.segmentattribution.api.WrongInput;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images, at most
 * @param batch images in a step; the last step of an epoch takes the rest
 * @param optimiser how weights move
 * @param stopping when training stops early
 * @param seed seed of the split, the order and the augmentation
 * @param augmentation random changes of the training images
 */
public record TrainingOptions(
    int epochs,
    int batch,
    Optimiser optimiser,
    Stopping stopping,
    long seed,
    Augmentation augmentation) {

  /**
   * How weights move.
   *
   * @param learningRate Adam's largest learning rate, above 0; it falls to 0 along a cosine
   *     (Loshchilov, Hutter 2017)
   * @param weightDecay decoupled (AdamW; Loshchilov, Hutter 2019), 0 for none
   * @param warmUp share of all steps in which the learning rate rises from 0 in a line, 0 to 0.5
   * @param smoothing share of the target that all classes get alike (label smoothing; Szegedy et
   *     al. 2016), 0 to 0.5
   */
  public record Optimiser(float learningRate, float weightDecay, double warmUp, double smoothing) {
    /** Creates an optimiser without warm-up and smoothing. */
    public Optimiser(float learningRate, float weightDecay) {
      this(learningRate, weightDecay, 0, 0);
    }

    /** Returns the learning rate of a step, counted from 0. */
    float rate(int step, int steps) {
      int rising = (int) Math.round(warmUp * steps);
      if (step < rising) {
        return (float) (learningRate * ((step + 1.0) / rising));
      }
      double progress = (double) (step - rising) / (steps - rising);
      return (float) (learningRate * (1 + Math.cos(Math.PI * progress)) / 2);
    }
  }

  /**
   * When training stops early.
   *
   * @param patience training stops after this many epochs without a better validation loss, and the
   *     best epoch's weights are restored; 0 keeps the last epoch's weights
   * @param validationShare share of each class held out of training, 0 to 0.5
   */
  public record Stopping(int patience, double validationShare) {
    /** Trains on all images to the last epoch. */
    public static final Stopping NEVER = new Stopping(0, 0);
  }

  /** Checks the ranges. */
  public TrainingOptions {
    require(epochs > 0, "{epochs} %s: at least 1", epochs);
    require(batch > 0, "{train-batch} %s: at least 1", batch);
    float rate = optimiser.learningRate();
    require(rate > 0 && Float.isFinite(rate), "{learning-rate} %s: a number above 0", rate);
    float decay = optimiser.weightDecay();
    require(
        decay >= 0 && Float.isFinite(decay), "{weight-decay} %s: a number of at least 0", decay);
    requireHalfAtMost("{warm-up}", optimiser.warmUp());
    requireHalfAtMost("{smoothing}", optimiser.smoothing());
    int patience = stopping.patience();
    require(patience >= 0, "{patience} %s: a number of at least 0", patience);
    double share = stopping.validationShare();
    requireHalfAtMost("{validation}", share);
    require(
        patience == 0 || share > 0,
        "{patience} %s needs a share of the images in {validation}",
        patience);
  }

  private static void requireHalfAtMost(String setting, double share) {
    require(share >= 0 && share <= 0.5, setting + " %s: 0 to 0.5", share);
  }

  private static void require(boolean condition, String message, Object value) {
    if (!condition) {
      throw WrongInput.of(message, value);
    }
  }

  /** Returns these options without changes of the images. */
  public TrainingOptions withoutAugmentation() {
    return new TrainingOptions(epochs, batch, optimiser, stopping, seed, Augmentation.NONE);
  }

  /** Returns these options with another seed. */
  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(epochs, batch, optimiser, stopping, other, augmentation);
  }

  /** Returns settings that suit the built-in network and some hundred to some thousand images. */
  public static TrainingOptions defaults(long seed) {
    Optimiser standard = new Optimiser(2e-3f, 1e-4f);
    return new TrainingOptions(10, 16, standard, Stopping.NEVER, seed, Augmentation.NONE);
  }
}
