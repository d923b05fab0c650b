package org.segmentattribution.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/** Fits what is declared of a model to the network that its file holds. */
public final class FittedDeclaration {
  private FittedDeclaration() {}

  /**
   * The declaration given, or classes by number where that is null, for a network's outputs. One
   * output makes two classes: the logit is the second's, its negative the first's.
   *
   * @param found what the file ended in and was taken off; null for nothing
   * @throws WrongInput in one line, if it names another number of classes or another head than the
   *     file has
   */
  public static ModelDeclaration of(
      Path model, ModelDeclaration declaration, int outputs, Head found) {
    if (outputs < 1) {
      throw new WrongInput(model + ": has no output");
    }
    if (declaration == null) {
      ModelDeclaration numbered = ModelDeclaration.numbered(Math.max(2, outputs));
      return numbered.with(numbered.classes(), head(model, null, outputs, found));
    }
    Head head = head(model, declaration.head(), outputs, found);
    if (outputs == 1) {
      return declaration.with(two(model, declaration), head);
    }
    int named = declaration.classes().size();
    if (named != outputs) {
      throw new WrongInput(
          ModelDeclaration.fileOf(model)
              + ": classes: "
              + named
              + " names, but the network has "
              + outputs
              + " outputs");
    }
    return declaration.with(declaration.classes(), head);
  }

  /**
   * Fits a declaration to a network of two or more outputs: the one given, or classes by number
   * where that is null. Its head is known: {@link Head#LOGITS} where none is declared.
   *
   * @throws WrongInput if it names another number of classes
   */
  public static ModelDeclaration of(Path model, ModelDeclaration declaration, int outputs) {
    if (outputs == 1) {
      throw new WrongInput(
          model + ": has one output; of a logit f make two, -f and f, for two classes");
    }
    return of(model, declaration, outputs, null);
  }

  private static List<String> two(Path model, ModelDeclaration declaration) {
    List<String> names = declaration.classes();
    Map<String, Integer> aliases = declaration.aliases();
    String of = ModelDeclaration.fileOf(model) + ": classes: ";
    if (names.size() > 2) {
      throw new WrongInput(
          of
              + names.size()
              + " names, but the network has one output, for two classes: [\"no\", \"yes\"], or"
              + " \"yes\" alone");
    }
    if (names.size() == 1 && !aliases.isEmpty()) {
      throw new WrongInput(
          of
              + "aliases need both names where the network has one output: [\"not "
              + names.get(0)
              + "\", \""
              + names.get(0)
              + "\"] are classes 0 and 1");
    }
    return names.size() == 2 ? names : List.of("not " + names.get(0), names.get(0));
  }

  private static Head head(Path model, Head declared, int outputs, Head found) {
    if (found != null && declared != null && found != declared) {
      throw new WrongInput(
          ModelDeclaration.fileOf(model)
              + ": head: \""
              + declared.text()
              + "\", but the file ends in a "
              + found.text()
              + "; declare \""
              + found.text()
              + "\" or export the network without it");
    }
    Head head = found == null ? declared : found;
    if (outputs == 1 && head == Head.SOFTMAX) {
      throw new WrongInput(
          (found == null ? ModelDeclaration.fileOf(model) + ": head" : model.toString())
              + ": a softmax over one output is always 1; one output needs a sigmoid, or none");
    }
    if (outputs == 1) {
      return Head.SIGMOID;
    }
    return head == null ? Head.LOGITS : head;
  }
}
