package org.segmentattribution.experiment.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.model.training.Trainer;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.StopRequest;

/**
 * The classifier of one trial.
 *
 * @param file where it is written, with its JSON beside it
 * @param plan network and training
 * @param classes in the order of the outputs
 * @param seed of initial weights, order and augmentation
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 */
public record TrialClassifier(
    Path file, NetworkPlan plan, List<String> classes, long seed, String device) {
  /** Key in a trial's summary: SHA-256 of the classifier and its declaration. */
  public static final String HASH = "model";

  /** Trains it and writes its file; reports one step an epoch. */
  public void train(List<LabelledImage> images, Progress progress) throws IOException {
    ModelDeclaration declaration = new ModelDeclaration(classes, plan.input());
    try (OnnxNetwork network = plan.create(classes.size(), seed, device)) {
      int[] epochs = {0};
      new Trainer(declaration.input(), plan.training().withSeed(seed))
          .train(
              network,
              images,
              (epoch, most) -> {
                epochs[0]++;
                progress.step(1, "");
                StopRequest.check(epoch, most);
              });
      progress.step(plan.training().epochs() - epochs[0], "");
      Files.createDirectories(file.getParent());
      OnnxWriter.write(network, declaration, file);
    }
  }

  /**
   * Returns whether the file is unchanged since training.
   *
   * @param hash as {@link #hash}; null where an earlier version wrote none
   */
  public static boolean isThat(Path file, Object hash) throws IOException {
    boolean there = Files.exists(file) && Files.exists(ModelDeclaration.fileOf(file));
    return there && (hash == null || hash.equals(hash(file)));
  }

  /** Returns SHA-256 of a classifier and its declaration. */
  public static String hash(Path file) throws IOException {
    return new Sha256().add(file).add(ModelDeclaration.fileOf(file)).hex();
  }
}
