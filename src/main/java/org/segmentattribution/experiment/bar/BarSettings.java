package org.segmentattribution.experiment.bar;

import java.util.List;
import org.segmentattribution.command.ExplainSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.TrainingOptions;

/**
 * What {@code sat experiment bar} is asked to do.
 *
 * @param explain how both classifiers are explained; its images are the data set and the classes
 *     that are explained, its directory that of the experiment, its model is not used
 * @param size side of the built-in network's square input
 * @param architecture of the built-in network
 * @param init a trained network to begin from instead; null for none
 * @param training of both classifiers
 * @param augmentBoth whether the biased classifier's training images are flipped and cropped too
 * @param holdout share of the training images that no classifier sees
 * @param mixed share of the test images that the less biased one learns from
 * @param watched segments that the report tells of wherever they are
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
