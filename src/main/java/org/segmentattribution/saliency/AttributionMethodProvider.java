package org.segmentattribution.saliency;

import java.util.List;

/**
 * Adds saliency methods. Methods of this program and of jars are registered in one way; see {@link
 * org.segmentattribution.file.Extensions}.
 */
@FunctionalInterface
public interface AttributionMethodProvider {
  /** Returns the methods, with names that no other method has. */
  List<AvailableMethod> methods();
}
