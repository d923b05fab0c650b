package org.segmentattribution.segmentation.masks;

import java.io.IOException;
import java.util.List;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.segmentation.NamedUnions;
import org.segmentattribution.segmentation.coco.CocoMasks;

/**
 * Opens {@code masks:DIR}, a folder of masks, and {@code masks:FILE.json}, a file in COCO's format.
 */
public final class MasksProvider implements SegmenterProvider {
  @Override
  public String scheme() {
    return "masks";
  }

  @Override
  public List<String> forms() {
    return List.of("masks:DIR", "masks:FILE.json");
  }

  @Override
  public boolean asksModel() {
    return false;
  }

  @Override
  public boolean handlesPrompts() {
    return true;
  }

  @Override
  public Segmenter open(String argument, SegmenterOptions options) throws IOException {
    MaskDeclaration declared = MaskDeclaration.parse(argument);
    PromptList prompts = options.prompts();
    if (MaskDeclaration.isFile(declared.path())) {
      CocoMasks masks = CocoMasks.open(declared.path(), declared.png()).only(prompts.names());
      return new NamedUnions(masks, prompts);
    }
    MaskFolder masks = MaskFolder.open(declared).only(prompts.names());
    return keepsNames(prompts) ? masks : new NamedUnions(masks, prompts);
  }

  /** Returns whether each prompt means the mask with its own name, of which a folder has one. */
  private static boolean keepsNames(PromptList prompts) {
    return prompts.prompts().stream()
        .allMatch(p -> p.largest() == 0 && p.classes().equals(List.of(p.name())));
  }
}
