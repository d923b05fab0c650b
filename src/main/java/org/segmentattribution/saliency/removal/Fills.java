package org.segmentattribution.saliency.removal;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;

/** Makes fills by name. */
public final class Fills {
  private static final List<String> NAMES = List.of("mean", "blur", "linear");

  private Fills() {}

  /**
   * Returns fills by name.
   *
   * @param classifier whose device computes
   * @throws WrongInput where a name is unknown or given twice
   */
  public static List<Fill> of(List<String> names, LoadedClassifier classifier) {
    List<Fill> fills = new ArrayList<>();
    for (String name : names) {
      if (fills.stream().anyMatch(fill -> fill.name().equals(name))) {
        throw WrongInput.of("{fill} %s is given twice", name);
      }
      fills.add(
          switch (name) {
            case "mean" -> new MeanFill();
            case "blur" -> new BlurFill(classifier);
            case "linear" -> new LinearFill();
            default -> throw WrongInput.of("{fill} %s: one of %s", name, String.join(", ", NAMES));
          });
    }
    return fills;
  }
}
