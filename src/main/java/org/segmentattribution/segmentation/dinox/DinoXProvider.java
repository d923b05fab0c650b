package org.segmentattribution.segmentation.dinox;

import java.time.Duration;
import java.util.List;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.segmentation.NamedUnions;

/**
 * Opens {@code dinox}, the service; {@link DinoXArgument} may follow a colon. Its token comes only
 * from the environment.
 */
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
  public boolean takesArgument() {
    return true;
  }

  @Override
  public List<String> forms() {
    return List.of("dinox", "dinox:universal");
  }

  @Override
  public void check(String argument) {
    question(argument, PromptList.of(List.of()), Double.NaN);
  }

  @Override
  public boolean handlesPrompts() {
    return true;
  }

  @Override
  public Segmenter open(String argument, SegmenterOptions options) {
    DinoXQuestion question = question(argument, options.prompts(), options.threshold());
    DinoX service = new DinoX(settings(question, options), DinoXToken.fromEnvironment());
    // the service has named its objects after the prompts, so classes choose nothing any more
    return new NamedUnions(
        service,
        new PromptList(
            question.prompts().stream()
                .map(p -> new Prompt(p.name(), List.of(p.name()), p.threshold(), p.largest()))
                .toList()));
  }

  private static DinoXQuestion question(String argument, PromptList prompts, double threshold) {
    DinoXArgument said = DinoXArgument.of(argument);
    return new DinoXQuestion(
        said.model(),
        prompts.prompts(),
        said.universal(),
        Double.isNaN(threshold) ? DinoXQuestion.BOX_THRESHOLD : threshold,
        said.iou());
  }

  private static DinoXSettings settings(DinoXQuestion question, SegmenterOptions options) {
    DinoXSettings standard =
        DinoXSettings.of(
            question, options.cache() == null ? null : options.cache().resolve("dinox"));
    Duration deadline = standard.deadline();
    return new DinoXSettings(
        options.endpoint() == null ? standard.endpoint() : options.endpoint(),
        question,
        standard.concurrency(),
        options.imageTime().compareTo(deadline) < 0 ? options.imageTime() : deadline,
        standard.cache());
  }
}
