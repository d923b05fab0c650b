package org.segmentattribution.experiment.bar;

import java.util.List;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.TrainingOptions;

/**
 * The settings of {@code sat experiment bar}.
 *
 * @param explain settings to explain both classifiers; its images are the data set, its classes
 *     those to explain, its directory that of the experiment; its model is not used
 * @param size side of the built-in network's square input
 * @param architecture of the built-in network
 * @param init a trained network to start from instead; null for none
 * @param training options to train both classifiers
 * @param augmentBoth whether the biased classifier's training images are flipped and cropped too
 * @param holdout share of the training images that no classifier uses
 * @param mixed share of the test images that the less biased classifier learns from
 * @param watched segments that the report always mentions
 */
public record BarSettings(
    ExplainSettings explain,
    int size,
    CnnArchitecture architecture,
    ModelFile init,
    TrainingOptions training,
    boolean augmentBoth,
    double holdout,
    double mixed,
    List<String> watched) {}
