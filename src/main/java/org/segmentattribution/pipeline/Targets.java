package org.segmentattribution.pipeline;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Logits;

/**
 * Chooses the logit to explain for an image: that of its label, of the predicted class or of a
 * given class; or, one after the other, those of all classes with a probability above one half.
 */
public final class Targets {
  private static final int LABEL = -2;
  private static final int POSITIVES = -3;
  private final ModelDeclaration declaration;
  private final int choice;

  private Targets(ModelDeclaration declaration, int choice) {
    this.declaration = declaration;
    this.choice = choice;
  }

  /**
   * Reads {@code label}, {@code predicted}, {@code positives}, or a class by name, alias or index.
   *
   * @param labels labels of the images; for {@code label} the model must know them, and none may
   *     name several classes
   * @throws WrongInput where the model has no such class, or its head does not fit
   */
  public static Targets of(String target, ModelDeclaration declaration, Set<String> labels) {
    for (String label : new TreeSet<>(labels)) {
      if (!declaration.isShared(label).isEmpty()) {
        throw WrongInput.of("{images}: class %s", declaration.whyUnknown(label));
      }
    }
    return switch (target) {
      case "predicted" -> new Targets(declaration, Explainer.PREDICTED);
      case "positives" -> positives(declaration);
      case "label" -> label(declaration, labels);
      default -> new Targets(declaration, index(target, declaration));
    };
  }

  private static Targets positives(ModelDeclaration declaration) {
    if (declaration.head() != Head.SIGMOID) {
      throw WrongInput.of(
          "{target} positives: the model's classes exclude each other; it is for models that decide"
              + " every class by itself (\"head\": \"sigmoid\" in the JSON, or {head} sigmoid)");
    }
    return new Targets(declaration, POSITIVES);
  }

  private static Targets label(ModelDeclaration declaration, Set<String> labels) {
    for (String label : new TreeSet<>(labels)) {
      if (declaration.classIndex(label) < 0 && label.matches("\\d+")) {
        throw WrongInput.of(
            "{target} label: the label '%s' is a number, and no class of the model is called so;"
                + " where it means an index, say it in the model's JSON: \"aliases\": {\"%s\": INDEX}",
            label, label);
      }
      if (declaration.classIndex(label) < 0) {
        throw WrongInput.of(
            "{target} label: the model has no class '%s'; add an alias to its JSON, name images with"
                + " {class}, or take {target} predicted%s",
            label, Spelling.hint(label, declaration.classes()));
      }
    }
    return new Targets(declaration, LABEL);
  }

  /**
   * Returns the index of the class with this name, alias or index.
   *
   * @throws WrongInput where there is no such class, or several
   */
  static int index(String target, ModelDeclaration declaration) {
    int index = declaration.classIndexOrNumber(target);
    if (index >= 0) {
      return index;
    }
    String shared = declaration.isShared(target);
    throw WrongInput.of(
        "{target} %s%s",
        target,
        shared.isEmpty()
            ? " is neither label, predicted, positives nor a class of the model"
                + Spelling.hint(target, words(declaration))
            : ": " + declaration.whyUnknown(target));
  }

  private static List<String> words(ModelDeclaration declaration) {
    return Stream.concat(
            Stream.of("label", "predicted", "positives"), declaration.classes().stream())
        .toList();
  }

  /** Returns whether an image may have several tables, one for each class above one half. */
  public boolean positives() {
    return choice == POSITIVES;
  }

  /** Returns the class index for an image, or {@link Explainer#PREDICTED}. */
  int of(ImageRecord record) {
    return choice == LABEL ? labelIndex(record) : choice;
  }

  /**
   * Returns the classes that are explained for an image with these logits: one, or with {@code
   * positives} any number.
   */
  public List<Integer> explained(ImageRecord record, float[] logits) {
    if (positives()) {
      return IntStream.range(0, logits.length)
          .filter(k -> declaration.gives(logits, k))
          .boxed()
          .toList();
    }
    int index = of(record);
    return List.of(index == Explainer.PREDICTED ? Logits.argmax(logits) : index);
  }

  /** Returns the class that rows of an image and target are grouped by. */
  public String group(ImageRecord record, int target) {
    return positives() ? declaration.classes().get(target) : label(record);
  }

  /** Returns the index of the class that an image's label means; -1 for none. */
  public int labelIndex(ImageRecord record) {
    return declaration.classIndex(record.label());
  }

  /** Returns the label as tables show it: the name of the class where the label is its alias. */
  String label(ImageRecord record) {
    int index = labelIndex(record);
    return index < 0 ? record.label() : declaration.classes().get(index);
  }
}
