package org.segmentattribution.saliency.removal;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;

/** Makes fills by name. */
public final class Fills {
  private static final List<String> NAMES = List.of("mean", "blur", "linear");

  private Fills() {}

  /**
   * Checks names of fills before a model is loaded.
   *
   * @throws WrongInput where a name is unknown or given twice, or there is none
   */
  public static void check(List<String> names) {
    if (names.isEmpty()) {
      throw WrongInput.of("{fill} names no fill; take %s", String.join(", ", NAMES));
    }
    for (int i = 0; i < names.size(); i++) {
      if (!NAMES.contains(names.get(i))) {
        throw WrongInput.of("{fill} %s: one of %s", names.get(i), String.join(", ", NAMES));
      }
      if (names.subList(0, i).contains(names.get(i))) {
        throw WrongInput.of("{fill} %s is given twice", names.get(i));
      }
    }
  }

  /**
   * Returns fills by name.
   *
   * @param names as {@link #check} takes them
   * @param classifier whose device computes
   */
  public static List<Fill> of(List<String> names, LoadedClassifier classifier) {
    check(names);
    return of(names, classifier::newScope);
  }

  /** Returns all fills, for a network that is trained; its device computes. */
  public static List<Fill> all(OnnxNetwork network) {
    return of(NAMES, network::newScope);
  }

  private static List<Fill> of(List<String> names, Supplier<NDManager> scopes) {
    List<Fill> fills = new ArrayList<>();
    for (String name : names) {
      fills.add(
          switch (name) {
            case "mean" -> new MeanFill();
            case "blur" -> new BlurFill(scopes);
            default -> new LinearFill();
          });
    }
    return fills;
  }
}
