package org.segmentattribution.saliency;

import java.util.List;

/**
 * Adds saliency methods. The program's own methods and those of jars are found in the same way; see
 * {@link org.segmentattribution.file.Extensions}.
 */
@FunctionalInterface
public interface SaliencyMethodProvider {
  /** The methods, under names that no other has. */
  List<MethodDescription> methods();
}
