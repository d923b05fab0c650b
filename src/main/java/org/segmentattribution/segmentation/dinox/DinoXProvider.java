package org.segmentattribution.segmentation.dinox;

import java.time.Duration;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;

/** Opens {@code dinox}, the service. Its token comes only from the environment. */
public final class DinoXProvider implements SegmenterProvider {
  @Override
  public String scheme() {
    return "dinox";
  }

  @Override
  public boolean needsArgument() {
    return false;
  }

  @Override
  public boolean isService() {
    return true;
  }

  @Override
  public Segmenter open(String argument, SegmenterOptions options) {
    return new DinoX(settings(options), DinoXToken.fromEnvironment());
  }

  private static DinoXSettings settings(SegmenterOptions options) {
    DinoXSettings standard =
        DinoXSettings.of(
            options.prompts().prompts().stream().map(Prompt::name).toList(),
            options.cache() == null ? null : options.cache().resolve("dinox"));
    Duration deadline = standard.deadline();
    return new DinoXSettings(
        options.endpoint() == null ? standard.endpoint() : options.endpoint(),
        standard.prompts(),
        Double.isNaN(options.threshold()) ? standard.boxThreshold() : options.threshold(),
        standard.iouThreshold(),
        standard.concurrency(),
        options.imageTime().compareTo(deadline) < 0 ? options.imageTime() : deadline,
        standard.cache());
  }
}
