package org.segmentattribution.model.onnx;

import org.segmentattribution.model.InputFacts;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.onnx.file.GraphInput;
import org.segmentattribution.model.onnx.file.OnnxFile;

/** An ONNX file that was read once, for what it says of its input and for the network. */
public interface OpenedOnnx extends OpenedModel {
  /** Returns the file. */
  OnnxFile file();

  @Override
  default InputFacts facts() {
    return new InputFacts(file().input().channels(), file().input().bytes(), true);
  }

  @Override
  default long[] inputShape() {
    GraphInput input = file().input();
    return new long[] {input.channels(), input.height(), input.width()};
  }
}
