package org.segmentattribution.model;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;

/** Adds a format whose files say something of themselves, such as the size of their input. */
public interface OpeningFormatProvider extends ModelFormatProvider {
  @Override
  OpenedModel open(ModelFile model) throws IOException;

  @Override
  default LoadedClassifier load(ModelFile model, ModelDeclaration declaration, Shape input)
      throws IOException {
    return open(model).load(declaration, input);
  }
}
