package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Sha256;

/**
 * Adds a format of model files. The program's own formats and those of jars are found in the same
 * way; see {@link org.segmentattribution.file.Extensions}. Those of jars are asked first.
 */
public interface ModelFormatProvider {
  /** Returns whether a file or folder, which exists, is of this format. */
  boolean reads(Path file);

  /**
   * Loads a model.
   *
   * @param declaration classes and preprocessing as declared beside the file or by flags; null
   *     where arrays are explained as they are and nothing is declared
   * @param input shape of one input, (C, H, W)
   * @throws IOException if the file cannot be read
   * @throws WrongInput in one line that names the file, if it cannot be used
   */
  LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException;

  /**
   * Opens a model that says something of itself, such as the size of its input, before its
   * declaration is read and it is loaded.
   *
   * @throws IOException if the file cannot be read
   * @throws WrongInput in one line that names the file, if it cannot be used
   */
  default OpenedModel open(ModelFile model) throws IOException {
    return (declaration, input) -> load(model, declaration, input);
  }

  /**
   * Returns the declaration that a model brings with it; null where {@code FILE.json} beside it is
   * its declaration.
   *
   * @throws IOException if it cannot be read
   * @throws WrongInput in one line that names file and key, if it is wrong
   */
  default OwnDeclaration declaration(ModelFile model) throws IOException {
    return null;
  }

  /**
   * Returns the hash of a model's file, or of all files that it is read from.
   *
   * @throws IOException if they cannot be read
   */
  default String sha256(ModelFile model) throws IOException {
    return new Sha256().add(model.file()).hex();
  }

  /** Returns what it reads, such as {@code .onnx}, for the message that lists all formats. */
  default String format() {
    return "what " + getClass().getSimpleName() + " reads";
  }
}
