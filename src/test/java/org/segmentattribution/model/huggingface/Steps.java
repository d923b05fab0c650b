package org.segmentattribution.model.huggingface;

import org.segmentattribution.image.Cropping;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;

/** Shows how a declaration brings pictures to the input's grid. */
final class Steps {
  private Steps() {}

  private static String cropping(Cropping cropping) {
    return cropping.rows() == 0
        ? ""
        : cropping.rows()
            + "x"
            + cropping.columns()
            + " "
            + cropping.mode().text()
            + (cropping.down() ? " floor " : " ");
  }

  /** Height, width, what a crop is cut out of, and interpolation. */
  static String text(ModelDeclaration declaration) {
    Preprocessing input = declaration.input();
    return input.height()
        + " "
        + input.width()
        + " "
        + cropping(input.cropping())
        + input.resizing().interpolation().text();
  }
}
