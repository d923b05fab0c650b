package org.segmentattribution.command.train;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Compute;

/**
 * The settings of {@code sat train}.
 *
 * @param images folder or CSV of labelled images
 * @param classes in the order of the network's outputs; empty = all labels, sorted
 * @param network the network, and how it is trained
 * @param init a trained classifier to begin from, instead of a new network; null for none
 * @param avoid what the classifier should not need; null for nothing
 * @param compute device, threads that decode images, and the seed
 * @param out the model file to write, {@code FILE.onnx}
 */
public record TrainSettings(
    Path images,
    List<String> classes,
    NetworkPlan network,
    ModelFile init,
    AvoidSettings avoid,
    Compute compute,
    Path out) {

  /** A new network, trained on the images as they are. */
  public TrainSettings(
      Path images, List<String> classes, NetworkPlan network, Compute compute, Path out) {
    this(images, classes, network, null, null, compute, out);
  }
}
