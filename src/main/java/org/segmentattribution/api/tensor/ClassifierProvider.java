package org.segmentattribution.api.tensor;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds a format of model files. Name implementations in {@code
 * META-INF/services/org.segmentattribution.api.tensor.ClassifierProvider}. They are asked before
 * this program's own formats.
 */
public interface ClassifierProvider {
  /**
   * {@return whether an existing file has this format}
   *
   * @param file an existing file
   */
  boolean reads(Path file);

  /**
   * {@return the format that it reads, such as {@code .linear.npy}, for the message that lists all}
   */
  default String format() {
    return "what " + getClass().getSimpleName() + " reads";
  }

  /**
   * Loads a model. Its class names and preprocessing are declared in {@code FILE.json}, as for
   * every model; this program reads them.
   *
   * @param request the file, the sizes of the input, and the manager for the weights
   * @return the model, which the program closes
   * @throws IOException in one line that names the file, where it cannot be read or used
   * @throws org.segmentattribution.api.WrongInput in one line that names the file, where it cannot
   *     be used
   */
  Classifier load(ClassifierRequest request) throws IOException;
}
