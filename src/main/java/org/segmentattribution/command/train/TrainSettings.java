package org.segmentattribution.command.train;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.TrainingOptions;

/**
 * The settings of {@code sat train}.
 *
 * @param images folder or CSV of labelled images
 * @param classes classes in the order of the network's outputs; empty = all labels, sorted
 * @param size side of the network's square input
 * @param architecture of the network
 * @param training epochs, batch size and other options of training
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads number of threads that decode images
 * @param out the model file to write, {@code FILE.onnx}
 */
public record TrainSettings(
    Path images,
    List<String> classes,
    int size,
    CnnArchitecture architecture,
    TrainingOptions training,
    String device,
    int threads,
    Path out) {}
