package org.segmentattribution.saliency;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;

/** All methods: those of every {@link SaliencyMethodProvider}, the program's own first. */
final class MethodCatalogue {
  private MethodCatalogue() {}

  /**
   * Returns the methods.
   *
   * @throws WrongInput in one line, where two have one name
   */
  static List<MethodDescription> all() {
    List<MethodDescription> all = new ArrayList<>();
    for (SaliencyMethodProvider provider : Extensions.all(SaliencyMethodProvider.class)) {
      for (MethodDescription added : provider.methods()) {
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
