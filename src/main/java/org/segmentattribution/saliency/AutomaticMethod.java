package org.segmentattribution.saliency;

import java.util.List;
import java.util.Optional;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.saliency.structure.NetworkStructure;
import org.segmentattribution.saliency.structure.RelevancePaths;

/**
 * The method that suits a classifier, where nobody chose one.
 *
 * @param name of the method
 * @param why it was chosen, in a few words
 */
public record AutomaticMethod(String name, String why) {
  /** The name that asks for it. */
  public static final String NAME = "auto";

  /** Chooses by the classifier's layers. */
  public static AutomaticMethod of(LoadedClassifier classifier) {
    if (!classifier.layered()) {
      return new AutomaticMethod("integrated-gradients", "the model's layers cannot be seen");
    }
    NetworkStructure structure = new NetworkStructure(classifier.graph());
    Layer undefined = structure.roles(RelevancePaths.STANDARD).undefined();
    if (undefined != null) {
      return new AutomaticMethod(
          "integrated-gradients", "relevance has no rule for " + undefined.name());
    }
    return structure.attention().isEmpty()
        ? new AutomaticMethod("epsilon-plus-flat", "relevance has a rule for every layer")
        : new AutomaticMethod("attn-lrp", "the model has attention");
  }

  /**
   * Returns what is chosen, where one of the names asks for a choice.
   *
   * @param classifier may be null where no name asks for it
   */
  public static Optional<AutomaticMethod> asked(List<String> names, LoadedClassifier classifier) {
    return names.contains(NAME) ? Optional.of(of(classifier)) : Optional.empty();
  }

  /** Returns which method was chosen and why, in one line for people. */
  public String line() {
    return "method " + NAME + ": " + name + ", since " + why + "; sat methods lists others";
  }

  /**
   * Returns names of methods with the automatic one in place of {@link #NAME}.
   *
   * @param classifier may be null where no name asks for it
   * @throws WrongInput if the chosen method is asked for by its name, too
   */
  public static List<String> resolved(List<String> names, LoadedClassifier classifier) {
    if (!names.contains(NAME)) {
      return names;
    }
    AutomaticMethod chosen = of(classifier);
    if (names.contains(chosen.name)) {
      throw WrongInput.of(
          "{method} %s chooses %s, which is also named; leave one out", NAME, chosen.name);
    }
    return names.stream().map(name -> name.equals(NAME) ? chosen.name : name).toList();
  }
}
