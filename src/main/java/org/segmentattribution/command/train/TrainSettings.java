package org.segmentattribution.command.train;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Compute;

/**
 * What {@code sat train} is asked to do.
 *
 * @param images folder or CSV of labelled images
 * @param classes in the order of the network's outputs; empty = all labels, sorted
 * @param network the network, and how it is trained
 * @param compute device, threads that decode images, and the seed
 * @param out the model file to write, {@code FILE.onnx}
 */
public record TrainSettings(
    Path images, List<String> classes, NetworkPlan network, Compute compute, Path out) {}
