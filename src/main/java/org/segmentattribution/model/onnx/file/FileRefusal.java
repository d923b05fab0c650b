package org.segmentattribution.model.onnx.file;

import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;

/** Messages of one line that name the file. */
final class FileRefusal {
  private FileRefusal() {}

  static WrongInput of(Path file, String why) {
    return new WrongInput(Quoted.line(file + ": " + why));
  }
}
