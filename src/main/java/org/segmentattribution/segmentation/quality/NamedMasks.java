package org.segmentattribution.segmentation.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Detection;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmentNames;

/** The masks of one image by name: one mask a name, and none without a pixel. */
public final class NamedMasks {
  private NamedMasks() {}

  /** Returns the masks by normalised name, in order of the first with that name. */
  public static Map<String, Mask> of(List<Detection> found) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (Detection one : found) {
      if (!one.mask().isEmpty()) {
        masks.merge(SegmentNames.normalise(one.name()), one.mask(), Mask::union);
      }
    }
    return masks;
  }

  /**
   * Returns masks of another origin under the names of prompts: what has the name or a class of a
   * prompt is that prompt's. Other masks keep their names.
   */
  public static Map<String, Mask> of(List<Detection> found, PromptList prompts) {
    Map<String, Mask> all = of(found);
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, Mask> others = new LinkedHashMap<>(all);
    for (Prompt prompt : prompts.prompts()) {
      for (String name : prompt.names()) {
        String normal = SegmentNames.normalise(name);
        if (all.containsKey(normal)) {
          masks.merge(prompt.name(), all.get(normal), Mask::union);
          others.remove(normal);
        }
      }
    }
    others.forEach((name, mask) -> masks.merge(name, mask, Mask::union));
    return masks;
  }
}
