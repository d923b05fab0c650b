package org.segmentattribution.command.train;

import java.util.List;
import java.util.Locale;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.ImageChange;
import org.segmentattribution.model.training.LabelledImage;
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
  private static final String STOPPED =
      "stopped; no model was written: the same command trains from the beginning";

  @Override
  public OnnxNetwork fit(OnnxNetwork start, List<LabelledImage> images, Progress progress) {
    progress.start("training", settings.network().training().epochs());
    StopRequest.begin();
    try {
      new Trainer(input, settings.network().training(), change(start, images))
          .train(
              start,
              images,
              (epoch, epochs) -> {
                progress.step(1, line(epoch));
                if (epoch.number() < epochs) {
                  StopRequest.check(STOPPED);
                }
              });
    } finally {
      StopRequest.end();
    }
    progress.finish();
    return start;
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
