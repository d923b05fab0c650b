package org.segmentattribution.command.train;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.train.group.FeaturePass;
import org.segmentattribution.command.train.group.PictureGroups;
import org.segmentattribution.command.train.group.ShownPictures;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.reweight.BalancedFit;
import org.segmentattribution.model.reweight.Penalty;
import org.segmentattribution.model.reweight.PooledFeatures;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;

/**
 * Fits a new last layer to balanced groups of images; the features stay.
 *
 * @param settings of the command
 * @param declaration of the network to write
 */
record Reweighting(TrainSettings settings, ModelDeclaration declaration) implements Fitting {
  private static final int BATCH = 32;
  private static final int DRAWS = 5;
  private static final int FOLDS = 4;

  /** Checks what can be checked before an image is read. */
  Reweighting {
    if (settings.init() == null) {
      throw WrongInput.of(
          "{how} reweight keeps the features of a trained classifier; name it with {init}");
    }
  }

  @Override
  public Fitted fit(OnnxNetwork start, TrainingImages images, Progress progress)
      throws IOException {
    PooledFeatures features = PooledFeatures.of(start, settings.avoid().features());
    FeaturePass pass = new FeaturePass(features, settings.compute().threads(), BATCH);
    Reweighted layer = layer(Fills.all(start), pass, images, progress);
    new ReweightingWords(layer).lines().forEach(progress::note);
    return new Fitted(features.with(layer.found().balanced().head()), layer);
  }

  /** Finds a layer, and counts what it knows of the test pictures. */
  Reweighted layer(List<Fill> fills, FeaturePass pass, TrainingImages images, Progress progress)
      throws IOException {
    long seed = settings.compute().seed();
    PictureGroups groups =
        PictureGroups.of(
            new ShownPictures(images.training(), declaration.input(), fills, seed),
            new PictureGroups.Avoided(settings.avoid().segment(), declaration.classes()),
            pass,
            progress);
    BalancedFit fit = new BalancedFit(DRAWS, FOLDS, seed);
    progress.start("fitting the last layer", fit.steps(Penalty.CHOICE));
    BalancedFit.Found found =
        fit.find(groups.rows(), groups.natural(), Penalty.CHOICE, n -> progress.step(n, ""));
    progress.finish();
    List<LabelledImage> test = images.test();
    return new Reweighted(
        groups,
        found,
        settings.avoid().features(),
        test.isEmpty()
            ? null
            : PairedAccuracy.of(
                test,
                pass.whole(new ShownPictures(test, declaration.input(), fills, seed), progress),
                found.plain().head(),
                found.balanced().head()));
  }
}
