package org.segmentattribution.segmentation.dinox;

import java.util.List;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.WrongInput;

/**
 * What the service is asked about each picture.
 *
 * @param model name of the model; the host has its weights
 * @param prompts what is wanted, normalised here; none = everything that the model finds
 * @param universal whether the model uses its own categories, of which the prompts then choose some
 * @param boxThreshold least confidence, 0 to 1, of objects whose prompt has no threshold of its own
 * @param iouThreshold overlap, 0 to 1, from which two boxes count as one object
 */
public record DinoXQuestion(
    String model,
    List<Prompt> prompts,
    boolean universal,
    double boxThreshold,
    double iouThreshold) {
  /** The model of the vendor's samples. */
  public static final String MODEL = "DINO-X-1.0";

  /** Those of the vendor's samples. */
  static final double BOX_THRESHOLD = 0.25;

  static final double IOU_THRESHOLD = 0.8;

  private static final String MASK_MODELS = "DINO-X-[A-Za-z0-9._-]{1,64}";

  /**
   * Normalises the prompts and checks everything.
   *
   * @throws WrongInput in one line that names what is wrong
   */
  public DinoXQuestion {
    require(
        model.matches(MASK_MODELS),
        "model '%s' is none of DINO-X-…, such as %s: the service's other models give no masks"
            .formatted(DinoXReply.line(model), MODEL));
    prompts = DinoXPrompts.normalised(prompts, universal);
    requireShare("box threshold", boxThreshold);
    requireShare("IoU threshold", iouThreshold);
  }

  /** Returns the question of the vendor's samples about some names. */
  static DinoXQuestion of(List<String> names) {
    return new DinoXQuestion(
        MODEL, names.stream().map(Prompt::named).toList(), false, BOX_THRESHOLD, IOU_THRESHOLD);
  }

  /** Returns which prompts an answer means. */
  DinoXPrompts matching() {
    return new DinoXPrompts(prompts, universal);
  }

  /** Returns the prompts that are sent, in order; none = the universal prompt. */
  List<String> sentPrompts() {
    return universal ? List.of() : prompts.stream().map(Prompt::name).toList();
  }

  /** Returns the threshold that is sent: the lowest of all prompts. */
  double sentThreshold() {
    return prompts.stream().mapToDouble(this::threshold).min().orElse(boxThreshold);
  }

  /** Returns whether an object of a prompt is sure enough; the service applies its threshold. */
  boolean accepts(String name, double score) {
    double least =
        prompts.stream()
            .filter(prompt -> prompt.name().equals(name))
            .mapToDouble(this::threshold)
            .findFirst()
            .orElse(boxThreshold);
    return least <= sentThreshold() || score > least;
  }

  private double threshold(Prompt prompt) {
    return prompt.threshold() == null ? boxThreshold : prompt.threshold();
  }

  /** Returns all that an answer depends on beside the picture, in one text. */
  String fingerprint() {
    String asked = "%s %s %s".formatted(sentPrompts(), sentThreshold(), iouThreshold);
    boolean hasOwn = prompts.stream().anyMatch(prompt -> prompt.threshold() != null);
    String used = universal || hasOwn ? " of " + boxThreshold + " " + prompts : "";
    return asked + (model.equals(MODEL) ? "" : " by " + model) + used;
  }

  private static void requireShare(String what, double value) {
    require(value >= 0 && value <= 1, what + " is 0 to 1, not " + value);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new WrongInput("DINO-X: " + message);
    }
  }
}
