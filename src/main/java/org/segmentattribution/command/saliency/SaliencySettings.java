package org.segmentattribution.command.saliency;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.ModelFile;

/**
 * The settings of {@code sat saliency}.
 *
 * @param model classifier file, and the device that computes
 * @param input a picture, or an {@code .npy} array C x H x W or N x C x H x W taken as it is
 * @param method name of a saliency method
 * @param parameters {@code name=value}
 * @param target {@code max}, a class by name or number, or one for each input, separated by commas
 * @param channels {@code keep}, or how the channels of a map become one
 * @param batch inputs in one pass
 * @param seed seed of methods that choose at random
 */
public record SaliencySettings(
    ModelFile model,
    Path input,
    String method,
    List<String> parameters,
    String target,
    String channels,
    int batch,
    long seed) {}
