package org.segmentattribution.command.saliency;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.model.ModelFile;

/**
 * The settings of {@code sat saliency}.
 *
 * @param model classifier file, and the device that computes
 * @param input a picture, or an {@code .npy} array C x H x W or N x C x H x W taken as it is
 * @param method the saliency method
 * @param target {@code max}, a class by name or number, or one for each input with commas
 * @param batch inputs in one pass
 * @param check whether to add up where the relevance went
 */
public record SaliencySettings(
    ModelFile model, Path input, Method method, String target, int batch, boolean check) {

  /**
   * A saliency method.
   *
   * @param name its name, as {@code sat methods} lists it
   * @param parameters {@code name=value}
   * @param channels {@code keep}, or how a map's colour channels become one
   * @param seed seed of methods that choose at random
   */
  public record Method(String name, List<String> parameters, String channels, long seed) {}
}
