package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.segmentattribution.api.WrongInput;

/** A model file that is about to be loaded, with what it says of its input. */
@FunctionalInterface
public interface OpenedModel {
  /**
   * Loads it.
   *
   * @param declaration null for classes by number
   * @param input shape of one input, (C, H, W)
   * @throws IOException if the file cannot be read
   * @throws WrongInput in one line that names the file, if it cannot be used
   */
  LoadedClassifier load(ModelDeclaration declaration, Shape input) throws IOException;

  /** Returns what the file says of its input, which a declaration must not contradict. */
  default InputFacts facts() {
    return InputFacts.OTHER;
  }

  /** Returns the sizes C, H, W of one input, -1 for what the file does not say. */
  default long[] inputShape() {
    return new long[] {-1, -1, -1};
  }
}
