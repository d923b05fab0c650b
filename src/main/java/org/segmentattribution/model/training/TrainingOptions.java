package org.segmentattribution.model.training;

import org.segmentattribution.api.WrongInput;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images, at most
 * @param batch images in a step; the last step of an epoch takes the rest
 * @param learningRate Adam's learning rate at the start; it falls to 0 along a cosine (Loshchilov,
 *     Hutter 2017)
 * @param weightDecay decoupled (AdamW; Loshchilov, Hutter 2019), 0 for none
 * @param patience training stops after this many epochs without a better validation loss, and the
 *     best epoch's weights are restored; 0 keeps the last epoch's weights
 * @param validationShare share of each class held out of training, 0 to 0.5
 * @param seed seed of the split, the order and the augmentation
 * @param augmentation random changes of the training images
 */
public record TrainingOptions(
    int epochs,
    int batch,
    float learningRate,
    float weightDecay,
    int patience,
    double validationShare,
    long seed,
    Augmentation augmentation) {

  /** Checks the ranges. */
  public TrainingOptions {
    require(epochs > 0, "epochs must be positive");
    require(batch > 0, "batch must be positive");
    require(
        learningRate > 0 && Float.isFinite(learningRate), "learning rate must be greater than 0");
    require(weightDecay >= 0 && Float.isFinite(weightDecay), "weight decay must not be negative");
    require(patience >= 0, "patience must not be negative");
    require(
        validationShare >= 0 && validationShare <= 0.5, "validation share must be from 0 to 0.5");
    require(patience == 0 || validationShare > 0, "patience needs a validation share");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput(message);
    }
  }

  /** Returns these options without changes of the images. */
  public TrainingOptions withoutAugmentation() {
    return new TrainingOptions(
        epochs,
        batch,
        learningRate,
        weightDecay,
        patience,
        validationShare,
        seed,
        Augmentation.NONE);
  }

  /** Returns these options with another seed. */
  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(
        epochs, batch, learningRate, weightDecay, patience, validationShare, other, augmentation);
  }

  /** Returns settings that suit the built-in network and some hundred to some thousand images. */
  public static TrainingOptions defaults(long seed) {
    return new TrainingOptions(10, 16, 2e-3f, 1e-4f, 0, 0, seed, Augmentation.NONE);
  }
}
