package org.segmentattribution.model.clip;

import org.segmentattribution.model.Head;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;

/** Families of networks with a tower for pictures and one for texts. */
enum TowerFamily {
  /** One text is right: a softmax over the texts (Radford et al. 2021). */
  CLIP(Head.SOFTMAX, "CLIP", "a photo of a {}", 77),
  /** Each text by itself: a sigmoid, whose bias was trained (Zhai et al. 2023). */
  SIGLIP(Head.SIGMOID, "Siglip", "This is a photo of {}.", 64);

  private final Head head;
  private final String processor;
  private final String template;
  private final int context;

  TowerFamily(Head head, String processor, String template, int context) {
    this.head = head;
    this.processor = processor;
    this.template = template;
    this.context = context;
  }

  /** The family of a folder's {@code config.json}. */
  static TowerFamily of(FolderJson config) {
    String type = config.text("model_type", "");
    return switch (type) {
      case "clip" -> CLIP;
      case "siglip", "siglip2" -> SIGLIP;
      default ->
          throw config.refuse(
              "model_type", Quoted.text(type) + " is none of 'clip', 'siglip', 'siglip2'");
    };
  }

  /** How logits become probabilities. */
  Head head() {
    return head;
  }

  /** The processor of its pictures, where the folder does not name it. */
  String processor() {
    return processor;
  }

  /** The template of its authors. */
  String template() {
    return template;
  }

  /** Most tokens of a text, where {@code config.json} does not say it. */
  int context() {
    return context;
  }
}
