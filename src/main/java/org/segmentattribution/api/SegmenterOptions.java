package org.segmentattribution.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a segmenter looks for, and how.
 *
 * @param prompts what to look for; none = everything that can be found, where this can be listed
 * @param device device of models: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threshold least score, 0 to 1, where a prompt has none; NaN = the threshold of the model
 * @param classNames file or bundled list with the names of a model's classes; null = the names in
 *     the model
 * @param endpoint address of DINO-X; null = the public one
 * @param cache folder that keeps masks of models; null = none are kept
 * @param imageTime longest time that a model or service may take for one image
 */
public record SegmenterOptions(
    PromptList prompts,
    String device,
    double threshold,
    String classNames,
    URI endpoint,
    Path cache,
    Duration imageTime) {

  /** Longest time for one image by default. */
  public static final Duration STANDARD_IMAGE_TIME = Duration.ofMinutes(10);

  /**
   * Makes options with the default time for an image, ten minutes.
   *
   * @param prompts what to look for
   * @param device device of models
   * @param threshold least score, 0 to 1; NaN = that of the model
   * @param classNames names of the classes of a model; null = what the model says
   * @param endpoint address of DINO-X; null = the public one
   * @param cache folder of kept masks; null = none
   */
  public SegmenterOptions(
      PromptList prompts,
      String device,
      double threshold,
      String classNames,
      URI endpoint,
      Path cache) {
    this(prompts, device, threshold, classNames, endpoint, cache, STANDARD_IMAGE_TIME);
  }

  /**
   * {@return options that ask for these names, on the CPU, with the segmenter's defaults otherwise}
   *
   * @param segments as {@link PromptList#of(java.util.List)} reads them
   */
  public static SegmenterOptions of(List<String> segments) {
    return new SegmenterOptions(PromptList.of(segments), "cpu", Double.NaN, null, null, null);
  }

  /**
   * {@return these options with other prompts}
   *
   * @param others what to look for
   */
  public SegmenterOptions with(PromptList others) {
    return new SegmenterOptions(others, device, threshold, classNames, endpoint, cache, imageTime);
  }
}
