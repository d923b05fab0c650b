package org.segmentattribution.api.tensor;

import java.util.List;

/**
 * Adds saliency methods. Name implementations in {@code
 * META-INF/services/org.segmentattribution.api.tensor.SaliencyMethodProvider}.
 */
@FunctionalInterface
public interface SaliencyMethodProvider {
  /** {@return the methods, with names that no other method has} */
  List<MethodDescription> methods();
}
