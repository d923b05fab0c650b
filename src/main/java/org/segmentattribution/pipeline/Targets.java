package org.segmentattribution.pipeline;

import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.dataset.ImageRecord;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.saliency.Explainer;

/** Which logit is explained for an image: its label's, the predicted class's or a given one. */
public final class Targets {
  private static final int LABEL = -2;
  private final ModelDeclaration declaration;
  private final int choice;

  private Targets(ModelDeclaration declaration, int choice) {
    this.declaration = declaration;
    this.choice = choice;
  }

  /**
   * Reads {@code label}, {@code predicted}, or a class by name, alias or index.
   *
   * @param labels of the images, which the model must know where {@code label} is asked for
   * @throws UsageError where the model has no such class
   */
  public static Targets of(String target, ModelDeclaration declaration, Set<String> labels) {
    if (target.equals("predicted")) {
      return new Targets(declaration, Explainer.PREDICTED);
    }
    if (target.equals("label")) {
      Set<String> unknown = new TreeSet<>(labels);
      unknown.removeIf(label -> declaration.classIndex(label) >= 0);
      if (!unknown.isEmpty()) {
        String first = unknown.iterator().next();
        if (first.matches("\\d+")) {
          throw new UsageError(
              "--target label: the label '"
                  + first
                  + "' is a number, and no class of the model is called so; where it means an index,"
                  + " say it in the model's JSON: \"aliases\": {\""
                  + first
                  + "\": INDEX}");
        }
        throw new UsageError(
            "--target label: the model has no class '"
                + first
                + "'; add an alias to its JSON, name images with --class, or take --target predicted");
      }
      return new Targets(declaration, LABEL);
    }
    int index = declaration.classIndexOrNumber(target);
    if (index < 0) {
      throw new UsageError(
          "--target " + target + " is neither label, predicted nor a class of the model");
    }
    return new Targets(declaration, index);
  }

  /** The class index for an image, or {@link Explainer#PREDICTED}. */
  int of(ImageRecord record) {
    return choice == LABEL ? declaration.classIndex(record.label()) : choice;
  }

  /** The label as tables show it: the class's name where the label is an alias of it. */
  String label(ImageRecord record) {
    int index = declaration.classIndex(record.label());
    return index < 0 ? record.label() : declaration.classes().get(index);
  }
}
