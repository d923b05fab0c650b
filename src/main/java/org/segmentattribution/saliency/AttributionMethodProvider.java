package org.segmentattribution.saliency;

import java.util.List;

/**
 * Adds saliency methods. The program's own methods and those of jars are found in the same way; see
 * {@link org.segmentattribution.file.Extensions}.
 */
@FunctionalInterface
public interface AttributionMethodProvider {
  /** Returns the methods, under names that no other has. */
  List<AvailableMethod> methods();
}
