package org.segmentattribution.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a segmenter is asked for, and how.
 *
 * @param prompts what to look for; none = all that there is, where it can be listed
 * @param device of models: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threshold of scores, 0 to 1, where a prompt has none; NaN = the model's
 * @param classNames a file or bundled list of the names of a model's classes; null = what the model
 *     says
 * @param endpoint of DINO-X; null = the public one
 * @param cache folder where masks of models are kept; null = nowhere
 * @param imageTime the longest that a model or service may take for one image
 */
public record SegmenterOptions(
    PromptList prompts,
    String device,
    double threshold,
    String classNames,
    URI endpoint,
    Path cache,
    Duration imageTime) {

  /** The longest time for one image where nothing else is set. */
  public static final Duration STANDARD_IMAGE_TIME = Duration.ofMinutes(10);

  /**
   * Options with the standard time for an image, ten minutes.
   *
   * @param prompts what to look for
   * @param device of models
   * @param threshold least score, 0 to 1; NaN = that of the model
   * @param classNames names of the classes of a model; null = what the model says
   * @param endpoint of DINO-X; null = the public one
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
   * {@return asks for these names, on the CPU, with everything else as the segmenter has it}
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
