package org.segmentattribution.model.huggingface;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.segmentattribution.model.InputFacts;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.OpenedModel;
import org.segmentattribution.model.onnx.OnnxClassifier;

/**
 * The ONNX file of a folder.
 *
 * @param name of the folder
 * @param opened the file
 * @param fit to the folder's declaration
 */
record FolderOnnx(String name, OpenedModel opened, FolderFit fit) implements OpenedModel {
  @Override
  public InputFacts facts() {
    return opened.facts();
  }

  @Override
  public long[] inputShape() {
    return opened.inputShape();
  }

  @Override
  public LoadedClassifier load(ModelDeclaration declaration, Shape input) throws IOException {
    fit.requireSize(declaration, opened.inputShape());
    ModelDeclaration own = fit.beside() ? declaration : null;
    OnnxClassifier onnx = (OnnxClassifier) opened.load(own, input);
    try {
      ModelDeclaration fitting =
          fit.of(declaration, onnx.network().outputs(), onnx.network().head());
      return new OnnxClassifier(name, onnx.sha256(), fitting, onnx.network());
    } catch (RuntimeException e) {
      onnx.close();
      throw e;
    }
  }
}
