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

  /** Options with the standard time for an image, ten minutes. */
  public SegmenterOptions(
      PromptList prompts,
      String device,
      double threshold,
      String classNames,
      URI endpoint,
      Path cache) {
    this(prompts, device, threshold, classNames, endpoint, cache, STANDARD_IMAGE_TIME);
  }

  /** Asks for these names, on the CPU, with everything else as the segmenter has it. */
  public static SegmenterOptions of(List<String> segments) {
    return new SegmenterOptions(PromptList.of(segments), "cpu", Double.NaN, null, null, null);
  }

  /** Returns these options with other prompts. */
  public SegmenterOptions with(PromptList others) {
    return new SegmenterOptions(others, device, threshold, classNames, endpoint, cache, imageTime);
  }
}
