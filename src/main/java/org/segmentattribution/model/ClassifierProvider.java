package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;

/** Adds a format of model files from a jar; see {@link org.segmentattribution.file.Extensions}. */
public interface ClassifierProvider {
  /** Whether a file, which exists, is of this format. */
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
  Classifier load(ModelFile model, ModelDeclaration declaration, Shape input) throws IOException;
}
