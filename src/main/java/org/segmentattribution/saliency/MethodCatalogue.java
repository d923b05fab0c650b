package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;

/** Collects the methods of every {@link AttributionMethodProvider}, this program's own first. */
final class MethodCatalogue {
  private MethodCatalogue() {}

  /**
   * Returns the methods.
   *
   * @throws WrongInput in one line, where two have one name
   */
  static List<AvailableMethod> all() {
    List<AvailableMethod> all = new ArrayList<>();
    for (AttributionMethodProvider provider : Extensions.all(AttributionMethodProvider.class)) {
      for (AvailableMethod added : provider.methods()) {
        if (all.stream().anyMatch(known -> known.name().equals(added.name()))) {
          throw new WrongInput(
              "extension: two methods have the name '" + added.name() + "'; rename one");
        }
        all.add(added);
      }
    }
    return all;
  }
}
