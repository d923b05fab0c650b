package org.segmentattribution.command.train;

import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.ImageChange;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.model.training.RightReasons;
import org.segmentattribution.model.training.Trainer;
import org.segmentattribution.model.training.TrainingEpoch;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.StopRequest;
import org.segmentattribution.saliency.removal.Fills;

/**
 * Trains all weights by their gradients.
 *
 * @param settings of the command
 * @param input preprocessing of the network
 */
record GradientFitting(TrainSettings settings, Preprocessing input) implements Fitting {
  /** A larger share of the loss of guessing says that training was too short. */
  private static final double MOST_OF_GUESSING = 0.5;

  /** A pasted segment that covers more of a picture than this hides what the picture shows. */
  private static final double MOST_PASTED = 0.5;

  /** Factor of the cosine beside the cross entropy. */
  private static final double STRENGTH = 1;

  private static final String STOPPED =
      "stopped; no model was written: the same command trains from the beginning";

  @Override
  public Fitted fit(OnnxNetwork start, TrainingImages all, Progress progress) {
    requireRoom(all.covered());
    List<LabelledImage> images = all.training();
    double[] loss = {0};
    progress.start("training", settings.network().training().epochs());
    StopRequest.begin();
    try {
      new Trainer(input, settings.network().training(), change(start, images), reasons())
          .train(
              start,
              images,
              (epoch, epochs) -> {
                loss[0] = epoch.trainingLoss();
                progress.step(1, line(epoch));
                if (epoch.number() < epochs) {
                  StopRequest.check(STOPPED);
                }
              });
    } finally {
      StopRequest.end();
    }
    progress.finish();
    warn(loss[0], start.classes(), progress);
    return new Fitted(start, null);
  }

  private void requireRoom(double covered) {
    if (settings.avoid() != null
        && settings.avoid().ways().contains(AvoidWay.PASTE)
        && covered > MOST_PASTED) {
      throw WrongInput.of(
          "{how} paste: '%s' covers %s % of a picture (the median of those that have it), so a"
              + " pasted one hides what the picture shows; take {how} fill or {how} reweight",
          settings.avoid().segment(), Math.round(100 * covered));
    }
  }

  private ImageChange change(OnnxNetwork network, List<LabelledImage> images) {
    if (settings.avoid() == null) {
      return ImageChange.NONE;
    }
    List<AvoidWay> ways = settings.avoid().ways();
    return new FillAndPaste(
        ways.contains(AvoidWay.FILL) ? Fills.all(network) : List.of(),
        ways.contains(AvoidWay.PASTE)
            ? images.stream().filter(image -> image.avoided() != null).toList()
            : List.of());
  }

  private RightReasons reasons() {
    return settings.avoid() != null && settings.avoid().ways().contains(AvoidWay.RRR)
        ? new RightReasons(STRENGTH)
        : null;
  }

  /** Says that a classifier which should avoid a segment has not learned to, so far. */
  private void warn(double loss, int classes, Progress progress) {
    double guessing = Math.log(classes);
    if (settings.avoid() != null && loss > MOST_OF_GUESSING * guessing) {
      progress.note(
          SettingText.of(
              "the loss is still %s, and guessing has %s: it has not learned the classes without"
                  + " '%s'; train for more {epochs}"
                  + (settings.init() == null
                      ? ""
                      : ", or from new weights, or take {how} reweight with {features} all"),
              String.format(Locale.ROOT, "%.2f", loss),
              String.format(Locale.ROOT, "%.2f", guessing),
              settings.avoid().segment()));
    }
  }

  private static String line(TrainingEpoch epoch) {
    String loss = String.format(Locale.ROOT, "loss %.3f", epoch.trainingLoss());
    return Double.isNaN(epoch.validationLoss())
        ? loss
        : loss
            + String.format(
                Locale.ROOT,
                ", validation %.3f, accuracy %.1f %%",
                epoch.validationLoss(),
                100 * epoch.validationAccuracy());
  }
}
