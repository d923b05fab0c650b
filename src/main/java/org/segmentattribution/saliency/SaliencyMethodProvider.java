package org.segmentattribution.saliency;

import java.util.List;

/** Adds saliency methods from a jar; see {@link org.segmentattribution.file.Extensions}. */
@FunctionalInterface
public interface SaliencyMethodProvider {
  /** The methods, under names that no other has. */
  List<MethodDescription> methods();
}
