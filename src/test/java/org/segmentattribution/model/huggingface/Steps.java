package org.segmentattribution.model.huggingface;

import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;

/** Shows how a declaration brings pictures to the input's grid. */
final class Steps {
  private Steps() {}

  /** Height, width, short side before the crop or 0, and interpolation. */
  static String text(ModelDeclaration declaration) {
    Preprocessing input = declaration.input();
    return input.height()
        + " "
        + input.width()
        + " "
        + input.resize()
        + " "
        + input.interpolation().text();
  }
}
