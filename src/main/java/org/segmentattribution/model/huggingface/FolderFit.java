package org.segmentattribution.model.huggingface;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.DeclarationFlags;
import org.segmentattribution.model.FittedDeclaration;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.file.HubFolder;

/**
 * Fits what a folder says to the network that it holds; refusals name the key that is wrong.
 *
 * @param folder where all of it is
 * @param config the folder's
 * @param weights file of the network
 * @param declared by flags
 * @param beside whether a JSON beside the weights is the declaration
 */
record FolderFit(
    HubFolder folder, FolderJson config, Path weights, DeclarationFlags declared, boolean beside) {
  /**
   * Fits a declaration, or classes by number where that is null.
   *
   * @param outputs of the network
   * @param found head that the file ended in; null for none
   * @throws WrongInput in one line, if they contradict each other
   */
  ModelDeclaration of(ModelDeclaration declaration, int outputs, Head found) {
    if (declaration != null && !beside) {
      requireLabels(declaration.classes().size(), outputs);
      requireHead(declaration.head(), found);
    }
    return FittedDeclaration.of(weights, declaration, outputs, found);
  }

  private void requireLabels(int labels, int outputs) {
    boolean two = outputs == 1 && labels <= 2;
    if (labels == outputs || two) {
      return;
    }
    String has = " has " + outputs + " outputs";
    if (declared.classes() != null) {
      throw WrongInput.of("{classes}: %s names, but %s%s", labels, weights, has);
    }
    String key = FolderLabels.key(config);
    throw config.refuse(
        key,
        (config.has(key) || FolderLabels.isTimm(config)
                ? labels + " classes"
                : "is missing, which means two classes")
            + ", but "
            + weights.getFileName()
            + has);
  }

  private void requireHead(Head head, Head found) {
    if (head != null && found != null && head != found && declared.head() == null) {
      throw config.refuse(
          "problem_type",
          "means a "
              + head.text()
              + ", but "
              + weights.getFileName()
              + " ends in a "
              + found.text());
    }
  }

  /** Refuses pictures of another size than the file takes. */
  void requireSize(ModelDeclaration declaration, long... taken) throws IOException {
    if (declaration == null || declaration.input() == null || beside) {
      return;
    }
    long height = declaration.input().height();
    long width = declaration.input().width();
    if (taken[1] > 0 && taken[1] != height || taken[2] > 0 && taken[2] != width) {
      String taking =
          height + "x" + width + ", but " + weights + " takes " + taken[1] + "x" + taken[2];
      throw declared.size().sides() != null
          ? WrongInput.of("{input-size}: %s", taking)
          : new WrongInput(FolderDeclaration.sizeKey(folder) + ": " + taking);
    }
  }
}
