package org.segmentattribution.api.tensor;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Adds a format of model files. Name implementations in {@code
 * META-INF/services/org.segmentattribution.api.tensor.ClassifierProvider}. They are asked before
 * the formats that this program reads itself.
 */
public interface ClassifierProvider {
  /**
   * {@return whether a file, which exists, is of this format}
   *
   * @param file that exists
   */
  boolean reads(Path file);

  /**
   * {@return what it reads, such as {@code .linear.npy}, for the message that lists all formats}
   */
  default String format() {
    return "what " + getClass().getSimpleName() + " reads";
  }

  /**
   * Loads a model. Class names and preprocessing are declared in {@code FILE.json} as for every
   * model, and read by this program.
   *
   * @param request the file, the input, and where weights are kept
   * @return the model, which the program closes
   * @throws IOException where the file cannot be read
   * @throws org.segmentattribution.api.WrongInput in one line that names the file, where it cannot
   *     be used
   */
  Classifier load(ClassifierRequest request) throws IOException;
}
