package org.segmentattribution.experiment.bar;

import java.util.List;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.NetworkPlan;

/**
 * The settings of {@code sat experiment bar}.
 *
 * @param explain settings to explain both classifiers; its images are the data set, its classes
 *     those to explain, its directory that of the experiment; its model is not used
 * @param network the built-in network, and how both classifiers are trained
 * @param init a trained network to start from instead of the built-in one; null for none
 * @param augmentBoth whether the biased classifier's training images are flipped and cropped too
 * @param holdout share of the training images that no classifier uses, 0 to 1
 * @param mixed share of the test images that the less biased classifier learns from, 0 to 1
 * @param watched segments that the report always mentions
 */
public record BarSettings(
    ExplainSettings explain,
    NetworkPlan network,
    ModelFile init,
    boolean augmentBoth,
    double holdout,
    double mixed,
    List<String> watched) {}
